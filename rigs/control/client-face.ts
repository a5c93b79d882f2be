import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import type { RigCommandInput, RigCommandName, RigCommandOutput } from './commands/index.ts'
import type { Listening } from './listening-stream.ts'
import type { TimedReading } from './reading-stream.ts'

/** What speaks to a rig: over its control API, or within its process. The same commands, answers and errors. */
export interface RigClient {
  /** Carries out a command. Refusals are thrown as RigErrors with the rig's code and sentence. */
  call<Name extends RigCommandName>(name: Name, input: RigCommandInput<Name>): Promise<RigCommandOutput<Name>>
  /**
   * Every message on the bus from now on; what is sealed stays sealed. Listening begins when this resolves, and ends when
   * iteration is left or `signal` is aborted. Iteration throws DEADLINE where the reader is too slow to keep up.
   */
  events(signal?: AbortSignal): Promise<AsyncIterable<BusMessage>>
  /** What is held to any reader from now on, with its id; otherwise as `events`. */
  readings(signal?: AbortSignal): Promise<AsyncIterable<TimedReading>>
  /** That readers are listened to, for something to be presented to the one that is meant; otherwise as `events`. */
  listening(signal?: AbortSignal): Promise<AsyncIterable<Listening>>
}
