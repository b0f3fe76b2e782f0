package io.waybill.lino.demo;

import io.waybill.lino.demo.SampleTable.Field;
import io.waybill.lino.demo.SampleTable.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** The {@code restore.py} of the invented site, with what a reader of dumps needs of it. */
final class SampleScript {
    private static final String HEADER = """
            #!/usr/bin/env python
            # -*- coding: UTF-8 -*-
            # This is a Python dump created using dump2py.
            # DJANGO_SETTINGS_MODULE was 'advice.settings', TIME_ZONE was 'Europe/Tallinn'.
            from __future__ import unicode_literals
            import logging
            logger = logging.getLogger('advice.restore')
            SOURCE_VERSION = '%s'
            import os
            import six
            from decimal import Decimal
            from datetime import datetime, date, time
            from django.conf import settings
            from django.utils.timezone import make_aware, utc
            from lino.utils.dpy import create_mti_child, DpyLoader

            if settings.USE_TZ:
                def dt(*args):
                    return make_aware(datetime(*args), timezone=utc)
            else:
                def dt(*args):
                    return datetime(*args)

            def new_content_type_id(m):
                if m is None: return m
                return ContentType.objects.get_for_model(m).pk

            def execfile(fn, *args):
                with open(fn) as f: exec(f.read(), *args)

            def bv2kw(fieldname, values):
                return babelkw(fieldname, %s)

            """;

    private static final String END = """
                loader.finalize()
                logger.info("Loaded %d objects", loader.count_objects)
                call_command('resetsequences')

            if __name__ == '__main__':
                import argparse
                parser = argparse.ArgumentParser(description='Restore the data.')
                parser.add_argument('--noinput', dest='interactive', action='store_false', default=True)
                parser.add_argument('--quick', dest='quick', action='store_true', default=False)
                args = parser.parse_args()
                main(args)
            """;

    private SampleScript() {}

    /**
     * The whole text.
     *
     * @param version of the site
     * @param tables of that version
     * @param files of the dump, in the order in which they are loaded
     */
    static String text(String version, List<SampleTable> tables, List<String> files) {
        StringBuilder text = new StringBuilder(HEADER.formatted(version, languages()));
        tables.stream()
                .map(SampleTable::model)
                .sorted()
                .forEach(model -> text.append(SampleTable.variable(model))
                        .append(" = resolve_model(\"")
                        .append(model)
                        .append("\")\n"));
        text.append('\n');
        tables.forEach(table -> function(table, text));
        text.append("""
                def main(args):
                    loader = DpyLoader(globals(), quick=args.quick)
                    from django.core.management import call_command
                    call_command('initdb', interactive=args.interactive)
                    os.chdir(os.path.dirname(__file__))
                    loader.initialize()
                    args = (globals(), locals())
                """);
        files.forEach(file -> text.append("    execfile(\"").append(file).append("\", *args)\n"));
        return text.append(END).toString();
    }

    private static String languages() {
        StringBuilder text = new StringBuilder();
        List<String> all = SampleTables.LANGUAGES;
        for (int i = 0; i < all.size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(all.get(i))
                    .append("=values[")
                    .append(i)
                    .append(']');
        }
        return text.toString();
    }

    private static void function(SampleTable table, StringBuilder text) {
        text.append("def create_")
                .append(table.table())
                .append(table.fields().stream().map(Field::column).collect(Collectors.joining(", ", "(", "):\n")));
        for (Field field : table.fields()) {
            if (field.kind() == Kind.DECIMAL) {
                line(text, "if %1$s is not None: %1$s = Decimal(%1$s)", field.column());
            } else if (field.kind() == Kind.CONTENT_TYPE) {
                line(text, "%1$s = new_content_type_id(%1$s)", field.column());
            }
        }
        line(text, "kw = dict()");
        for (Field field : table.fields()) {
            if (field.kind() == Kind.BABEL) {
                line(text, "if %1$s is not None: kw.update(bv2kw('%1$s',%1$s))", field.column());
            } else if (field.kind() != Kind.POINTER) {
                line(text, "kw.update(%1$s=%1$s)", field.column());
            }
        }
        String model = SampleTable.variable(table.model());
        if (table.parent().isPresent()) {
            line(
                    text,
                    "return create_mti_child(%s, %s, %s, **kw)",
                    SampleTable.variable(table.parent().get()),
                    table.fields().get(0).column(),
                    model);
        } else {
            line(text, "return %s(**kw)", model);
        }
        text.append('\n');
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append("    ").append(format.formatted(arguments)).append('\n');
    }
}
