import CommandLineTool
import Glibc

CommandLineTool.secureStandardStreams()
exit(await CommandLineTool.run(Array(CommandLine.arguments.dropFirst())))
