package io.waybill.sample;

import io.waybill.TestHome;
import io.waybill.system.Engine;
import io.waybill.system.FeedGuide;
import io.waybill.system.StartedSystem;
import io.waybill.system.WaybillSystem;
import java.util.List;
import java.util.Map;

/** A system of the tests whose drops lead nowhere: what its route does depends on the name of the file. */
public final class SampleSystem implements WaybillSystem {
    private static final FeedGuide.Option TONE =
            FeedGuide.Option.choice("tone", "How it sounds.", List.of("kind", "stern"));

    @Override
    public String name() {
        return TestHome.FEED.system();
    }

    @Override
    public List<FeedGuide> feeds() {
        return List.of(new FeedGuide(TestHome.FEED, "A letter.", List.of(), List.of(TONE)));
    }

    @Override
    public StartedSystem start(Engine engine) {
        return new StartedSystem(Map.of(), List.of());
    }
}
