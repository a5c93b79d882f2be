import { callCommand } from './call.ts'
import type { RigClient } from './client-face.ts'
import type { RigContext } from './command.ts'
import { eventStream } from './event-stream.ts'
import { listeningStream } from './listening-stream.ts'
import { readingStream } from './reading-stream.ts'

/** The rig's commands without a server: on the virtual lane, and in the rig's own process. */
export function localRigClient(context: RigContext): RigClient {
  return {
    async call(name, input) {
      return (await callCommand(context, name, input)) as never
    },
    events: async (signal = new AbortController().signal) => eventStream(context.estate, signal),
    readings: async (signal = new AbortController().signal) => readingStream(context, signal),
    listening: async (signal = new AbortController().signal) => listeningStream(context, signal),
  }
}
