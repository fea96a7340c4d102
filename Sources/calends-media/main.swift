import Glibc
import MediaWorker

exit(MediaWorker.run(Array(CommandLine.arguments.dropFirst())))
