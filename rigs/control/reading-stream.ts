import type { Credential } from '../../sim/domain/access/credential.ts'
import type { Estate } from '../estate.ts'
import type { RigContext } from './command.ts'
import { streamOf } from './event-stream.ts'

/** What was held to a reader of the rig, and when by the rig's clocks. A secret: it has the id of somebody's credential. */
export interface TimedReading {
  /** Id of the command on the bus that carries it. */
  readonly command: string
  /** `home/front-door`. */
  readonly reader: string
  readonly source: string
  readonly credential: Credential
  readonly monotonicMs: number
  /** What the clock of each site shows, milliseconds since 1970 UTC. */
  readonly wallMs: Readonly<Record<string, number>>
}

/** What is held to the readers of the rig from now on, real and simulated: as `eventStream`. */
export function readingStream(
  { estate, attachments }: Pick<RigContext, 'estate' | 'attachments'>,
  signal: AbortSignal,
): AsyncIterable<TimedReading> {
  return streamOf<TimedReading>(
    (see) =>
      attachments.readings.listen(({ command, site, reader, source, credential }) =>
        see({ command, reader: `${site}/${reader}`, source, credential, ...timeOf(estate, site) }),
      ),
    signal,
  )
}

function timeOf({ file, clock }: Estate, site: string): Pick<TimedReading, 'monotonicMs' | 'wallMs'> {
  const wallMs = Object.fromEntries(Object.keys(file.sites).map((each) => [each, clock.now(each).wallMs]))
  return { monotonicMs: clock.now(site).monotonicMs, wallMs }
}
