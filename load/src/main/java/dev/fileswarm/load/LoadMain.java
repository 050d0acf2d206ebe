package dev.fileswarm.load;

import java.util.Arrays;

/** The program's entry: a controller, one of its workers, or who tidies up behind them. */
public final class LoadMain {
    private LoadMain() {}

    /** See benchmarks/load, which starts it. */
    public static void main(String[] arguments) throws Exception {
        String what = arguments.length == 0 ? "" : arguments[0];
        switch (what) {
            case "worker" -> Worker.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            case "drop" -> StoreDatabase.drop(arguments[1], arguments[2]);
            default -> new Controller(Plan.of(arguments)).run();
        }
    }
}
