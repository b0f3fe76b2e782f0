package io.waybill.cli;

import io.waybill.boot.StartFailedException;
import io.waybill.format.NearestName;
import io.waybill.ledger.RequestRefusedException;
import io.waybill.model.FailureSentence;
import io.waybill.settings.SettingsException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints why a command failed as one sentence, never as a stack trace. */
final class FailureMessages implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("waybill: " + sentence(failure, arguments));
        command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        command.getErr().flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** What is wrong, and the command or option that was meant, if one is near. */
    private static String sentence(ParameterException failure, String[] arguments) {
        if (failure instanceof MissingParameterException) {
            return misspelt(failure.getCommandLine(), arguments).orElse(failure.getMessage());
        }
        if (!(failure instanceof UnmatchedArgumentException unmatched)) {
            return failure.getMessage();
        }
        Set<String> commands = failure.getCommandLine().getSubcommands().keySet();
        if (commands.isEmpty() || unmatched.isUnknownOption()) {
            return unmatched.getUnmatched().stream()
                    .filter(argument -> argument.startsWith("-"))
                    .findFirst()
                    .map(option -> unknown(option, failure.getCommandLine()))
                    .orElse(failure.getMessage());
        }
        String word = unmatched.getUnmatched().get(0);
        return "There is no command '" + word + "'"
                + NearestName.to(word, commands)
                        .map(FailureMessages::meant)
                        .orElseGet(() -> "; there are: " + String.join(", ", new TreeSet<>(commands)) + ".");
    }

    /** An option that is missing may only be misspelt. */
    private static Optional<String> misspelt(CommandLine command, String[] arguments) {
        Set<String> known = options(command);
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("--"))
                .filter(argument -> NearestName.to(name(argument), known).isPresent())
                .filter(argument -> !known.contains(name(argument)))
                .findFirst()
                .map(argument -> unknown(argument, command));
    }

    /** Says nothing of what follows it, which is its value. */
    private static String unknown(String argument, CommandLine command) {
        String name = name(argument);
        Set<String> known = options(command);
        return "Unknown option: '" + name + "'"
                + NearestName.to(name, known)
                        .map(FailureMessages::meant)
                        .orElseGet(() -> "; there are: " + String.join(", ", known) + ".");
    }

    private static String name(String argument) {
        return argument.replaceFirst("=.*", "");
    }

    private static Set<String> options(CommandLine command) {
        return command.getCommandSpec().optionsMap().keySet().stream()
                .filter(option -> option.startsWith("--"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String meant(String near) {
        return ". Did you mean " + near + "?";
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        boolean setting = failure instanceof SettingsException || failure.getCause() instanceof SettingsException;
        // What Waybill itself says to the one who asks is said whole.
        boolean said = setting || failure instanceof StartFailedException || failure instanceof RequestRefusedException;
        String sentence = said ? failure.getMessage() : FailureSentence.of(failure);
        command.getErr().println("waybill: " + sentence);
        command.getErr().flush();
        return setting
                ? command.getCommandSpec().exitCodeOnInvalidInput()
                : command.getCommandSpec().exitCodeOnExecutionException();
    }
}
