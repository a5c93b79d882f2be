import type { RigContext } from './command.ts'
import { streamOf } from './event-stream.ts'

/** From now on something that is presented to one of these readers attaches it at that place. */
export interface Listening {
  /** `home/front-door`. */
  readonly reader: string
  /** As `attach list` names them. */
  readonly readers: readonly string[]
}

/** Each time that readers are listened to, to find out which is meant: as `eventStream`. */
export function listeningStream(
  { attachments }: Pick<RigContext, 'attachments'>,
  signal: AbortSignal,
): AsyncIterable<Listening> {
  return streamOf<Listening>((see) => attachments.listening.listen(see), signal)
}
