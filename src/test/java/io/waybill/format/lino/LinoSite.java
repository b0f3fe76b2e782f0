package io.waybill.format.lino;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A dump of an invented site, a public library with readers who are persons who are partners, to be changed by tests. */
final class LinoSite {
    static final String SCRIPT = String.join(
            "\n",
            "#!/usr/bin/env python",
            "# -*- coding: UTF-8 -*-",
            "# This is a Python dump created using dump2py.",
            "# DJANGO_SETTINGS_MODULE was 'shelf.settings', TIME_ZONE was 'Europe/Tallinn'.",
            "from __future__ import unicode_literals",
            "import logging",
            "logger = logging.getLogger('shelf.restore')",
            "SOURCE_VERSION = '19.1.0'",
            "import os",
            "import six",
            "from decimal import Decimal",
            "from datetime import datetime, date, time",
            "from django.conf import settings",
            "from django.utils.timezone import make_aware, utc",
            "from lino.utils.dpy import create_mti_child, DpyLoader",
            "",
            "if settings.USE_TZ:",
            "    def dt(*args):",
            "        return make_aware(datetime(*args), timezone=utc)",
            "else:",
            "    def dt(*args):",
            "        return datetime(*args)",
            "",
            "def new_content_type_id(m):",
            "    if m is None: return m",
            "    return ContentType.objects.get_for_model(m).pk",
            "",
            "def pmem():",
            "    pass",
            "",
            "def execfile(fn, *args):",
            "    with open(fn) as f: exec(f.read(), *args)",
            "",
            "def bv2kw(fieldname, values):",
            "    return babelkw(fieldname, en=values[0], de=values[1], pt_BR=values[2])",
            "",
            "contacts_Partner = resolve_model(\"contacts.Partner\")",
            "contacts_Person = resolve_model(\"contacts.Person\")",
            "notes_Note = resolve_model(\"notes.Note\")",
            "shop_Price = resolve_model(\"shop.Price\")",
            "",
            "def create_contacts_partner(id, name, email, country_id, modified):",
            "    kw = dict()",
            "    kw.update(id=id)",
            "    if name is not None: kw.update(bv2kw('name',name))",
            "    kw.update(email=email)",
            "    kw.update(country_id=country_id)",
            "    kw.update(modified=modified)",
            "    return contacts_Partner(**kw)",
            "",
            "def create_contacts_person(partner_ptr_id, first_name, gender, birth_date):",
            "#    if gender: gender = settings.SITE.models.system.Genders.get_by_value(gender)",
            "    kw = dict()",
            "    kw.update(first_name=first_name)",
            "    kw.update(gender=gender)",
            "    kw.update(birth_date=birth_date)",
            "    return create_mti_child(contacts_Partner, partner_ptr_id, contacts_Person, **kw)",
            "",
            "def create_notes_note(id, owner_type_id, owner_id, body, opened):",
            "    owner_type_id = new_content_type_id(owner_type_id)",
            "    kw = dict()",
            "    kw.update(id=id)",
            "    kw.update(owner_type_id=owner_type_id)",
            "    kw.update(owner_id=owner_id)",
            "    kw.update(body=body)",
            "    kw.update(opened=opened)",
            "    return notes_Note(**kw)",
            "",
            "def create_shop_price(id, amount):",
            "    if amount is not None: amount = Decimal(amount)",
            "    kw = dict()",
            "    kw.update(id=id)",
            "    kw.update(amount=amount)",
            "    return shop_Price(**kw)",
            "",
            "def main(args):",
            "    loader = DpyLoader(globals(), quick=args.quick)",
            "    from django.core.management import call_command",
            "    call_command('initdb', interactive=args.interactive)",
            "    os.chdir(os.path.dirname(__file__))",
            "    loader.initialize()",
            "    args = (globals(), locals())",
            "    execfile(\"contacts_partner.py\", *args)",
            "    execfile(\"contacts_person.py\", *args)",
            "    execfile(\"notes_note.py\", *args)",
            "    execfile(\"shop_price_1.py\", *args)",
            "    execfile(\"shop_price_2.py\", *args)",
            "    loader.finalize()",
            "    logger.info(\"Loaded %d objects\", loader.count_objects)",
            "    call_command('resetsequences')",
            "",
            "if __name__ == '__main__':",
            "    import argparse",
            "    parser = argparse.ArgumentParser(description='Restore the data.')",
            "    parser.add_argument('--noinput', dest='interactive', action='store_false', default=True)",
            "    parser.add_argument('--quick', dest='quick', action='store_true', default=False)",
            "    args = parser.parse_args()",
            "    main(args)",
            "");

    private final Map<String, String> files = new LinkedHashMap<>();

    LinoSite() {
        files.put("restore.py", SCRIPT);
        files.put(
                "contacts_partner.py",
                data(
                        2,
                        "contacts_partner",
                        "id, name, email, country, modified",
                        "1,['Ada','Ada B',None],'ada@example.org','EE',dt(2019,1,2,3,4,5)",
                        "2,[u'J\\xfcri','None',''],'','DE',dt(2019,1,2,3,4,5)"));
        files.put(
                "contacts_person.py",
                data(
                        1,
                        "contacts_person",
                        "partner_ptr, first_name, gender, birth_date",
                        "1,'Ada','female','1970-00-00'"));
        files.put(
                "notes_note.py",
                data(
                        2,
                        "notes_note",
                        "id, owner_type, owner_id, body, opened",
                        "1,contacts_Partner,1,u'two\\nlines \\u263a',True",
                        "2,None,None,'it\\'s',False"));
        files.put("shop_price_1.py", part(3, 1, 2, "shop_price", "id, amount", "1,'30.00'", "2,'-70.00'"));
        files.put("shop_price_2.py", part(3, 2, 2, "shop_price", "id, amount", "3,None"));
    }

    /** Another text for a file; null deletes it. */
    LinoSite with(String file, String text) {
        if (text == null) {
            files.remove(file);
        } else {
            files.put(file, text);
        }
        return this;
    }

    /** The script with another line in the place of one. */
    LinoSite withScriptLine(String line, String other) {
        String script = files.get("restore.py");
        if (!script.contains(line)) {
            throw new IllegalArgumentException(line);
        }
        return with("restore.py", script.replace(line, other));
    }

    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        return folder;
    }

    static String data(int count, String table, String fields, String... rows) {
        return file(
                "logger.info(\"Loading " + count + " objects to table " + table + "...\")", true, table, fields, rows);
    }

    static String part(int count, int part, int parts, String table, String fields, String... rows) {
        return file(
                "logger.info(\"Loading " + count + " objects (part " + part + " of " + parts + ") to table " + table
                        + "...\")",
                part == parts,
                table,
                fields,
                rows);
    }

    private static String file(String log, boolean last, String table, String fields, String... rows) {
        StringBuilder text = new StringBuilder("# -*- coding: UTF-8 -*-\n");
        text.append(log).append("\n# fields: ").append(fields).append('\n');
        for (String row : rows) {
            text.append("loader.save(create_")
                    .append(table)
                    .append('(')
                    .append(row)
                    .append("))\n");
        }
        return text.append('\n')
                .append(last ? "loader.flush_deferred_objects()\n" : "")
                .toString();
    }

    /** All faults of a dump: of its script, or else of its folder and files. */
    static List<Fault> faults(Path path, ReadingLimits limits) {
        Faults faults = new Faults();
        BrokenFileException broken = catchThrowableOfType(BrokenFileException.class, () -> {
            try (LinoDump dump = LinoDump.open(path, String.valueOf(path.getFileName()), null, UTF_8, limits, faults)) {
                DumpChunks.readForFaults(dump, faults);
            }
        });
        return broken == null ? faults.kept() : broken.faults();
    }
}
