package io.waybill.bench;

import io.waybill.database.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Timetable was refreshed with before: {@code manage.py loaddata} of a dump, by a project of Django's whose models have
 * Timetable's tables.
 */
final class DjangoLoad {
    /** The first Python on the path need not be the one that the system's packages belong to. */
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    private static final Map<String, String> PROJECT =
            Map.of("manage.py", """
            import os, sys
            from django.core.management import execute_from_command_line
            os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
            execute_from_command_line(sys.argv)
            """, "settings.py", """
            import os
            SECRET_KEY = "none"
            INSTALLED_APPS = ["timetables"]
            DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
            USE_TZ = True
            DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": os.environ["PGDATABASE"],
                "USER": os.environ["PGUSER"], "PASSWORD": os.environ["PGPASSWORD"],
                "HOST": os.environ["PGHOST"], "PORT": os.environ["PGPORT"]}}
            """, "timetables/__init__.py", "", "timetables/models.py", """
            from django.db import models

            def refers(to, **options):
                return models.ForeignKey(to, models.CASCADE, related_name="+", **options)

            class Thing(models.Model):
                parent = refers("self", null=True)
                pathid = models.CharField(max_length=64, unique=True)
                fullpath = models.CharField(max_length=2048)
                name = models.CharField(max_length=32)
                data = models.TextField()
                type = models.CharField(max_length=12, db_index=True)
                fullname = models.CharField(max_length=512)

            class EventSource(models.Model):
                current = models.BooleanField()
                versionstamp = models.DateTimeField()
                data = models.TextField()
                title = models.CharField(max_length=512)
                sourcetype = models.CharField(max_length=32)
                sourceurl = models.CharField(max_length=2048, null=True)
                sourcefile = models.CharField(max_length=100)
                master = refers("self", null=True)

            class Event(models.Model):
                current = models.BooleanField()
                versionstamp = models.DateTimeField()
                data = models.TextField()
                start = models.DateTimeField()
                end = models.DateTimeField()
                starttz = models.CharField(max_length=32)
                endtz = models.CharField(max_length=32)
                title = models.CharField(max_length=512)
                location = models.CharField(max_length=512)
                uid = models.CharField(max_length=512)
                master = refers("self", null=True)
                source = refers(EventSource, null=True)
                status = models.PositiveSmallIntegerField()

            class EventSourceTag(models.Model):
                annotation = models.CharField(max_length=32, null=True)
                thing = refers(Thing)
                eventsource = refers(EventSource)

            class EventTag(models.Model):
                annotation = models.CharField(max_length=32, null=True)
                thing = refers(Thing)
                event = refers(Event)

            class ThingTag(models.Model):
                annotation = models.CharField(max_length=32, null=True)
                thing = refers(Thing)
                targetthing = refers(Thing)

            class ThingLock(models.Model):
                thing = refers(Thing)
                owner = refers(Thing)
                expires = models.DateTimeField()
                name = models.CharField(max_length=32, db_index=True)
            """);

    private final String python;
    private final EmbeddedDatabase database;
    private final Path folder;

    private DjangoLoad(String python, EmbeddedDatabase database, Path folder) {
        this.python = python;
        this.database = database;
        this.folder = folder;
    }

    /** @param folder for the project; empty when there is no Django here that speaks to PostgreSQL */
    static Optional<DjangoLoad> into(EmbeddedDatabase database, Path folder) throws IOException {
        Optional<String> python = PYTHONS.stream().filter(DjangoLoad::hasDjango).findFirst();
        if (python.isPresent()) {
            for (Map.Entry<String, String> file : PROJECT.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
        return python.map(found -> new DjangoLoad(found, database, folder));
    }

    private static boolean hasDjango(String python) {
        try {
            return new ProcessBuilder(python, "-c", "import django, psycopg2")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Loads a dump in a process of its own.
     *
     * @param dump its name ends in {@code .json}, from which Django knows its format
     */
    Void load(Path dump) throws IOException, InterruptedException {
        URI url = URI.create(database.url().substring("jdbc:".length()));
        ProcessBuilder loading = new ProcessBuilder(python, "manage.py", "loaddata", dump.toString())
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        loading.environment()
                .putAll(Map.of(
                        "PGDATABASE",
                        url.getPath().substring(1),
                        "PGUSER",
                        database.user(),
                        "PGPASSWORD",
                        database.password(),
                        "PGHOST",
                        url.getHost(),
                        "PGPORT",
                        Integer.toString(url.getPort())));
        int status = loading.start().waitFor();
        if (status != 0) {
            throw new IOException("loaddata ended with " + status);
        }
        return null;
    }
}
