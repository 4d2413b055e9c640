// Starts the live board. The build writes the names of the files in place of the words in capitals.
import init from "BINDINGS";

init({ module_or_path: "PROGRAM" });
