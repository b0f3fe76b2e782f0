package io.waybill.club;

import io.waybill.model.DropOptions;
import io.waybill.system.demo.Demo;
import io.waybill.system.demo.Demonstration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A drop of one member, whose team does not exist. */
final class ClubDemo implements Demo {
    @Override
    public List<String> description() {
        return List.of("Shows a drop of one member, whose team does not exist: a reject.");
    }

    @Override
    public int run(Demonstration demo) throws IOException, InterruptedException {
        demo.step("A file of one member, whose team does not exist");
        Path file =
                Files.writeString(demo.data().spool("samples").resolve("members.csv"), "card,name,team\n1,Ann,Chess\n");
        return demo.drop(ClubSystem.MEMBERS, file, DropOptions.NONE).exitStatus();
    }
}
