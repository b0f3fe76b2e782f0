package io.waybill.format.lino;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.lino.ScriptLine.Token;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code restore.py}, or the single file of an old dump, by the shapes of its statements. Nothing of it is executed. A statement that
 * has none of the shapes is a fault, and reading goes on, so that one run finds all of them.
 */
final class RestoreScriptReader {
    private static final Pattern HEADER = Pattern.compile(
            "DJANGO_SETTINGS_MODULE was u?(?<settings>'[^']*'|None), TIME_ZONE was u?(?<zone>'[^']*'|None)\\.");
    private static final Pattern NOT_DUMPED = Pattern.compile("The data of table (?<table>\\S+) has not been dumped.*");

    private static final StatementShape VERSION = StatementShape.of("SOURCE_VERSION = <'version'>");
    private static final StatementShape MODEL = StatementShape.of("<variable> = resolve_model ( <'model'> )");
    private static final StatementShape FILE = StatementShape.of("execfile ( <'file'> )");
    private static final StatementShape FILE_WITH_ARGUMENTS = StatementShape.of("execfile ( <'file'> , * <args> )");
    private static final StatementShape FINALIZE = StatementShape.of("loader . finalize ( )");
    private static final StatementShape UTC = StatementShape.of("utc = timezone . utc");
    private static final StatementShape RAISE = StatementShape.of("raise Exception ( <'message'> )");
    private static final StatementShape YIELDED = StatementShape.of("yield <function> ( )");

    private static final Set<String> HELPERS = Set.of("dt", "new_content_type_id", "pmem", "execfile", "bv2kw");
    /** What the generator imports. The rest is reported: nothing is imported anyway. */
    private static final Set<String> IMPORTED = Set.of(
            "__future__",
            "logging",
            "os",
            "six",
            "decimal",
            "datetime",
            "django",
            "lino",
            "north",
            "psutil",
            "argparse",
            "io",
            "sys");

    private static final Set<String> IN_MAIN = Set.of(
            "loader",
            "call_command",
            "logger",
            "kw",
            "globals_dict",
            "settings",
            "args",
            "pmem",
            "log",
            "if",
            "else",
            "from",
            "import",
            "return",
            "print",
            "pass");
    private static final String AS_RULE =
            "Nothing in this file is executed. If somebody wrote this line, write what it does as a step of a migration.";

    private final String file;
    private final ScriptLines lines;
    private final Faults faults;

    private final List<ScriptEdit> edits = new ArrayList<>();
    private final Map<String, String> models = new LinkedHashMap<>();
    private final Map<String, CreateFunction> functions = new LinkedHashMap<>();
    /** With the place where each is loaded. */
    private final Map<String, Position> files = new LinkedHashMap<>();

    private final Set<String> defined = new HashSet<>();
    private final List<String> skippedFiles = new ArrayList<>();
    private final List<String> notDumped = new ArrayList<>();
    private final Set<String> objectFunctions = new HashSet<>();
    private final Set<String> reached = new LinkedHashSet<>();
    private final Map<String, Map<Long, Long>> keyTables = new HashMap<>();
    private final CreateFunctionReader functionReader;

    private Optional<String> version = Optional.empty();
    private boolean versionStated;
    private Optional<String> settings = Optional.empty();
    private RestoreScript.Zone zone = new RestoreScript.Zone(false, Optional.empty());
    private List<String> languages = List.of();

    // What the generation is recognised by.
    private boolean oneFile;
    /** Whether the statement is there that the generator writes after the last table. */
    private boolean ended;

    private boolean mainWithoutArguments = true;
    private boolean timeFunction;
    private boolean timesInUtc;
    private boolean ownExecfile;
    private boolean quick;
    private boolean north;
    private boolean newLogger;
    private boolean keywordsOfChildren;

    private RestoreScriptReader(PythonScanner scanner, String file, Faults faults) {
        this.file = file;
        this.lines = new ScriptLines(scanner);
        this.faults = faults;
        this.functionReader = new CreateFunctionReader(faults, edits, keyTables);
    }

    /**
     * Reads a script to its end.
     *
     * @param in the script; not closed
     * @param file its name as its owner knows it, for messages
     * @throws BrokenFileException with all its faults
     */
    static RestoreScript read(InputStream in, String file, ReadingLimits limits) throws IOException {
        Faults faults = new Faults();
        RestoreScriptReader reader = new RestoreScriptReader(new PythonScanner(in, file, limits), file, faults);
        reader.statements();
        RestoreScript script = reader.script();
        faults.throwIfAny();
        return script;
    }

    private void statements() throws IOException {
        boolean recovering = false;
        for (; ; ) {
            try {
                ScriptLine line = lines.next();
                if (line == null) {
                    return;
                }
                // After a fault the rest of the block that it was in says nothing more.
                recovering &= line.isComment() || line.indent() > 0;
                if (!recovering) {
                    statement(line);
                }
            } catch (BrokenFileException e) {
                if (lines.failed()) {
                    throw e;
                }
                recovering = true;
                faults.addAll(e);
                if (!lines.skipLine()) {
                    return;
                }
            }
        }
    }

    private void statement(ScriptLine line) throws IOException {
        if (line.isComment()) {
            header(line.comment(), line.at());
        } else if (line.indent() > 0) {
            fault(line, "a statement that begins at the start of its line");
        } else if (line.startsWith("def") && line.tokens().size() > 2) {
            definition(line);
        } else if (line.startsWith("from") || line.startsWith("import")) {
            imports(line);
        } else if (line.startsWith("if", "settings", ".", "USE_TZ", ":") || line.startsWith("else", ":")) {
            timeFunctions(line);
        } else if (line.startsWith("if", "__name__", "=", "=")) {
            mainGuard(line);
        } else if (line.startsWith("raise")) {
            notDumped(line);
        } else if (!assignment(line) && !isBoilerplate(line)) {
            fault(line, "a statement of a dump's restore.py");
        }
    }

    private static boolean isBoilerplate(ScriptLine line) {
        boolean docstring = line.tokens().size() == 1 && line.tokens().get(0).kind() == PythonScanner.Kind.TEXT;
        boolean logger =
                line.startsWith("logger", "=") && line.tokens().stream().anyMatch(token -> token.is("getLogger"));
        return docstring || logger || UTC.match(line.tokens()).isPresent();
    }

    private void header(String comment, Position at) {
        Matcher header = HEADER.matcher(comment);
        if (header.find()) {
            settings = unquoted(header.group("settings"));
            RestoreScript.Zone stated = new RestoreScript.Zone(true, unquoted(header.group("zone")));
            if (zone.stated() && !zone.equals(stated)) {
                faults.add(Fault.ofFile(
                        at, "outside-the-grammar", comment.strip(), "one time zone in the header", AS_RULE));
            }
            zone = stated;
        }
    }

    private static Optional<String> unquoted(String text) {
        return text.equals("None") ? Optional.empty() : Optional.of(text.substring(1, text.length() - 1));
    }

    private boolean assignment(ScriptLine line) {
        Optional<Map<String, String>> match = VERSION.match(line.tokens());
        if (match.isPresent()) {
            if (versionStated) {
                fault(line, "one version");
            }
            versionStated = true;
            version = Optional.of(match.get().get("version")).filter(text -> !text.equals("None"));
            return true;
        }
        match = MODEL.match(line.tokens());
        if (match.isPresent()) {
            model(line, match.get().get("variable"), match.get().get("model"));
            return true;
        }
        if (line.startsWith("settings", ".")
                && line.tokens().stream().anyMatch(token -> token.is("install_migrations"))) {
            oneFile = true;
            ended = true;
            return true;
        }
        return line.tokens().size() > 3
                && line.tokens().get(1).is("=")
                && line.tokens().get(2).is("{")
                && keyTable(line);
    }

    private void model(ScriptLine line, String variable, String model) {
        if (model.chars().filter(c -> c == '.').count() != 1) {
            fault(line, "the full name of a model, such as 'contacts.Partner'");
        } else if (!variable.equals(model.replace('.', '_'))) {
            edits.add(new ScriptEdit(line.at().line(), "model-moved", variable + " is the model " + model + "."));
        }
        if (models.put(variable, model) != null) {
            fault(line, "each model once");
        }
    }

    /** {@code NAME = {1: 2, …}}: numbers that a create function exchanges for others. */
    private boolean keyTable(ScriptLine line) {
        List<Token> tokens = line.tokens();
        Map<Long, Long> keys = new HashMap<>();
        int at = 3;
        while (at + 3 < tokens.size()
                && isKey(tokens.get(at))
                && tokens.get(at + 1).is(":")
                && isKey(tokens.get(at + 2))) {
            Long other = Long.valueOf(tokens.get(at + 2).text());
            if (keys.put(Long.valueOf(tokens.get(at).text()), other) != null) {
                fault(line, "each number once");
            }
            at += tokens.get(at + 3).is(",") ? 4 : 3;
        }
        if (keyTables.put(tokens.get(0).text(), keys) != null) {
            fault(line, "each table of numbers once");
        }
        return at == tokens.size() - 1 && tokens.get(at).is("}");
    }

    private static boolean isKey(Token token) {
        return token.kind() == PythonScanner.Kind.INTEGER && token.text().length() <= 18;
    }

    private void definition(ScriptLine line) throws IOException {
        String name = line.tokens().get(1).text();
        if (!defined.add(name)) {
            fault(line, "each function once");
            block(line);
            return;
        }
        if (!name.startsWith("create_") || HELPERS.contains(name)) {
            parameters(line);
        }
        if (name.startsWith("create_") && !HELPERS.contains(name)) {
            CreateFunction function = functionReader.read(line, lines);
            keywordsOfChildren |= function.parent().isPresent() && functionReader.usedKeywords();
            functions.put(function.table(), function);
        } else if (name.equals("main")) {
            main(line);
        } else if (name.equals("objects") || name.endsWith("_objects")) {
            oneFile = true;
            objects(line, name);
        } else if (HELPERS.contains(name)) {
            helper(line, name);
        } else {
            fault(line, "one of the functions of a dump's restore.py");
            block(line);
        }
    }

    /** What stands between the brackets of a definition: names only, since Python would execute anything else. */
    private void parameters(ScriptLine definition) {
        List<Token> tokens = definition.tokens();
        boolean opened = tokens.size() > 2 && tokens.get(2).is("(");
        int at = 3;
        while (opened && at < tokens.size() && !tokens.get(at).is(")")) {
            Token token = tokens.get(at);
            opened = token.kind() == PythonScanner.Kind.NAME || token.is("*") || token.is(",");
            at++;
        }
        if (!opened || at == tokens.size()) {
            fault(definition, "names of parameters, without values");
        }
    }

    private void helper(ScriptLine definition, String name) throws IOException {
        ownExecfile |= name.equals("execfile");
        for (ScriptLine line : block(definition)) {
            if (name.equals("bv2kw") && line.startsWith("return")) {
                languages = languages(line);
            }
            if (name.equals("dt")) {
                timeFunction = true;
                timesInUtc |= isUtc(line);
            }
        }
    }

    /** {@code timezone=utc}, also with the names of modules before {@code utc}. */
    private static boolean isUtc(ScriptLine line) {
        List<Token> tokens = line.tokens();
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).is("timezone") && tokens.get(i + 1).is("=")) {
                int at = i + 2;
                while (at + 2 < tokens.size() && tokens.get(at + 1).is(".")) {
                    at += 2;
                }
                return tokens.get(at).is("utc");
            }
        }
        return false;
    }

    private List<String> languages(ScriptLine line) {
        Map<Integer, String> found = new TreeMap<>();
        List<Token> tokens = line.tokens();
        for (int i = 0; i + 5 < tokens.size(); i++) {
            if (tokens.get(i).kind() == PythonScanner.Kind.NAME
                    && tokens.get(i + 1).is("=")
                    && tokens.get(i + 2).is("values")
                    && tokens.get(i + 3).is("[")
                    && isKey(tokens.get(i + 4))
                    && tokens.get(i + 5).is("]")) {
                found.put(
                        Integer.valueOf(tokens.get(i + 4).text()), tokens.get(i).text());
            }
        }
        if (new HashSet<>(found.values()).size() < found.size()) {
            fault(line, "each language once");
        }
        for (int i = 0; i < found.size(); i++) {
            if (!found.containsKey(i)) {
                fault(line, "a language for each number from 0 on");
                return List.of();
            }
        }
        return List.copyOf(found.values());
    }

    /** {@code if settings.USE_TZ:} with its two definitions of {@code dt}. */
    private void timeFunctions(ScriptLine line) throws IOException {
        boolean defined = false;
        for (ScriptLine inner : block(line)) {
            defined |= inner.startsWith("def", "dt");
            timesInUtc |= isUtc(inner);
        }
        timeFunction = true;
        if (!defined) {
            fault(line, "a definition of dt below");
        }
    }

    private void mainGuard(ScriptLine line) throws IOException {
        for (ScriptLine inner : block(line)) {
            quick |= inner.tokens().stream()
                    .anyMatch(token -> token.kind() == PythonScanner.Kind.TEXT
                            && token.text().equals("--quick"));
        }
    }

    private void main(ScriptLine definition) throws IOException {
        mainWithoutArguments = definition.tokens().size() <= 5;
        for (ScriptLine line = lines.peek(); line != null; line = lines.peek()) {
            boolean inside = line.isComment() || line.indent() > definition.indent() || line.startsWith("raise");
            if (!inside) {
                return;
            }
            lines.next();
            ended |= isEndOfMain(line.isComment() ? ScriptLines.tokens(line.comment()) : line.tokens());
            if (line.isComment()) {
                long at = lineOf(line);
                file(ScriptLines.tokens(line.comment())).ifPresent(file -> {
                    skippedFiles.add(file);
                    edits.add(new ScriptEdit(at, "file-skipped", file + " is not loaded: its line is a comment."));
                });
            } else if (line.startsWith("raise")) {
                notDumped(line);
            } else if (file(line.tokens()).isPresent()) {
                String file = file(line.tokens()).get();
                if (files.putIfAbsent(file, line.at()) != null) {
                    fault(line, "each file once");
                }
            } else {
                inMain(line);
            }
        }
    }

    private static boolean isEndOfMain(List<Token> tokens) {
        return FINALIZE.match(tokens).isPresent();
    }

    private static long lineOf(ScriptLine line) {
        return line.at().line();
    }

    private static Optional<String> file(List<Token> tokens) {
        return FILE_WITH_ARGUMENTS.match(tokens).or(() -> FILE.match(tokens)).map(found -> found.get("file"));
    }

    private void inMain(ScriptLine line) {
        boolean chdir = line.startsWith("os", ".", "chdir", "(", "os", ".", "path");
        boolean docstring = line.tokens().size() == 1 && line.tokens().get(0).kind() == PythonScanner.Kind.TEXT;
        if (!chdir && !docstring && !IN_MAIN.contains(line.tokens().get(0).text())) {
            fault(line, "execfile(\"<file>\", *args) or another statement of a dump's main function");
        }
    }

    private void notDumped(ScriptLine line) {
        Optional<Matcher> message = RAISE.match(line.tokens())
                .map(found -> NOT_DUMPED.matcher(found.get("message")))
                .filter(Matcher::matches);
        if (message.isPresent()) {
            notDumped.add(message.get().group("table"));
        } else {
            fault(line, "raise Exception(\"The data of table … has not been dumped\")");
        }
    }

    /** The functions of a dump of one file: their rows are read later, here it is only said which of them count. */
    private void objects(ScriptLine definition, String name) throws IOException {
        objectFunctions.add(name);
        for (ScriptLine line = lines.peek(); line != null; line = lines.peek()) {
            if (!line.isComment() && line.indent() <= definition.indent()) {
                return;
            }
            lines.next();
            if (name.equals("objects") && !line.isComment()) {
                Optional<Map<String, String>> yielded = YIELDED.match(line.tokens());
                if (yielded.isEmpty()) {
                    fault(line, "yield <table>_objects()");
                } else if (!objectFunctions.contains(yielded.get().get("function"))) {
                    fault(line, "the name of a function that stands further up");
                } else {
                    reached.add(yielded.get().get("function"));
                }
            }
        }
    }

    private void imports(ScriptLine line) {
        boolean names = line.tokens().stream()
                .allMatch(token -> token.kind() == PythonScanner.Kind.NAME || ".,*()".contains(token.text()));
        if (line.tokens().size() < 2 || !names) {
            fault(line, "the names that are imported");
            return;
        }
        String module = line.tokens().get(1).text();
        north |= module.equals("north");
        newLogger |= line.startsWith("from", "lino", "import", "logger");
        if (!IMPORTED.contains(module)) {
            edits.add(new ScriptEdit(
                    lineOf(line), "import-ignored", "The import of " + module + " is ignored: nothing is imported."));
        }
    }

    /** The lines below one, further to the right than it is. */
    private List<ScriptLine> block(ScriptLine head) throws IOException {
        List<ScriptLine> block = new ArrayList<>();
        for (ScriptLine line = lines.peek();
                line != null && (line.isComment() || line.indent() > head.indent());
                line = lines.peek()) {
            block.add(lines.next());
        }
        return block;
    }

    private void fault(ScriptLine line, String expected) {
        faults.add(Fault.ofFile(line.at(), "outside-the-grammar", line.shown(), expected, AS_RULE));
    }

    private RestoreScript script() {
        if (functions.isEmpty() && faults.isEmpty()) {
            faults.add(Fault.ofFile(
                    Position.of(file),
                    "not-a-dump",
                    "a file without a create function",
                    "the restore.py of a dump, with a function create_<table> for each table",
                    "Is this a dump of dump2py?"));
        }
        models();
        order();
        if (faults.isEmpty()) {
            end();
        }
        return new RestoreScript(
                generation(),
                version,
                settings,
                zone,
                timeFunction && !timesInUtc ? RestoreScript.Times.ZONE : RestoreScript.Times.UTC,
                languages,
                models,
                functions,
                files,
                skippedFiles,
                notDumped,
                reached,
                edits);
    }

    /** The generator writes the end of a script when all tables are dumped: without it, nobody knows what is missing. */
    private void end() {
        List<String> left = objectFunctions.stream()
                .filter(name -> !name.equals("objects") && !reached.contains(name))
                .sorted()
                .toList();
        // Some dumps of one file have no other end than the names of all functions.
        if (!ended && (!oneFile || reached.isEmpty() || !left.isEmpty())) {
            faults.add(Fault.ofFile(
                    Position.of(file),
                    "cut-off",
                    "the end of the file after "
                            + (oneFile ? reached.size() + " tables" : files.size() + " files of tables"),
                    oneFile
                            ? "a function objects() that yields all others"
                            : "loader.finalize() at the end of its function main",
                    "The dump was cut off, by an error or a full disk: make it anew."));
        }
        left.forEach(name -> edits.add(new ScriptEdit(
                0, "table-not-loaded", "The rows of " + name + "() are not read: objects() does not yield them.")));
    }

    private void models() {
        for (CreateFunction function : functions.values()) {
            for (String variable : variables(function)) {
                if (!models.containsKey(variable)) {
                    faults.add(new Fault(
                            function.at(),
                            "function create_" + function.table(),
                            null,
                            "unknown-model",
                            variable,
                            "a model that resolve_model names",
                            null));
                }
            }
        }
    }

    private static List<String> variables(CreateFunction function) {
        List<String> variables = new ArrayList<>();
        function.parent().ifPresent(parent -> variables.add(parent.model()));
        if (!function.skipped()) {
            variables.add(function.model());
        }
        return variables;
    }

    /** The generator loads files in the order of the functions; another order is somebody's change, and so is a file left out. */
    private void order() {
        if (oneFile) {
            return;
        }
        Map<String, Integer> places = new HashMap<>();
        functions.keySet().forEach(table -> places.put(table, places.size()));
        Set<String> loaded = new HashSet<>();
        Map<String, Integer> order = new LinkedHashMap<>();
        files.keySet()
                .forEach(file -> DumpFileName.table(file, functions.keySet()).ifPresent(table -> {
                    order.put(file, places.get(table));
                    loaded.add(table);
                }));
        FileOrder.moved(order)
                .forEach((file, later) -> edits.add(new ScriptEdit(
                        files.get(file).line(),
                        "files-reordered",
                        file + " is loaded " + (later ? "later" : "earlier") + " than the generator would load it.")));
        skippedFiles.forEach(
                file -> DumpFileName.table(file, functions.keySet()).ifPresent(loaded::add));
        for (CreateFunction function : functions.values()) {
            if (!loaded.contains(function.table()) && !notDumped.contains(function.table())) {
                edits.add(new ScriptEdit(
                        function.at().line(),
                        "table-not-loaded",
                        "No file of " + function.table() + " is loaded: the script does not name one."));
            }
        }
    }

    private Generation generation() {
        if (oneFile) {
            return Generation.G0;
        }
        if (newLogger) {
            return Generation.G7;
        }
        if (quick) {
            return Generation.G6;
        }
        if (ownExecfile) {
            return Generation.G5;
        }
        if (timesInUtc || keywordsOfChildren) {
            return Generation.G4;
        }
        if (zone.stated() || !mainWithoutArguments) {
            return Generation.G3;
        }
        return north ? Generation.G1 : Generation.G2;
    }
}
