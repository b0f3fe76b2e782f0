package io.waybill.cli;

import io.waybill.boot.StartFailedException;
import io.waybill.ledger.RequestRefusedException;
import io.waybill.model.FailureSentence;
import io.waybill.settings.SettingsException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints why a command failed as one sentence, never as a stack trace. */
final class FailureMessages implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("waybill: " + failure.getMessage() + suggestion(failure));
        command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        command.getErr().flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** The command or option that was meant, if one is near. */
    private static String suggestion(ParameterException failure) {
        List<String> near =
                failure instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return near.isEmpty() ? "" : ". Did you mean " + near.get(0) + "?";
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
