import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { didYouMean } from '../../../sim/domain/nearest.ts'
import { readerAddress } from '../../control/addresses.ts'
import { durationInWords } from '../../evidence/plain-words.ts'
import { Duration } from '../../rig-file/schema/words.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import { millisecondsOf } from '../../rig-file/units.ts'
import { type Look, matcher } from '../matcher.ts'
import { aReader } from '../references.ts'
import type { Seen } from '../seen.ts'
import { Reader, Text } from '../words.ts'
import { often, Times } from './words.ts'

/** On live lanes a pulse begins and ends when the machine gets to it. */
const LASTING_TOLERANCE_MS = 250

const schema = z
  .strictObject({
    pulse: Text.meta({ description: "An output of the reader's block, by its name or terminal: Front Strike, O1, P." }),
    reader: Reader,
    lasting: Duration.optional().meta({ description: 'How long it was on; it must be off again.' }),
    times: Times,
  })
  .meta({ description: 'An output was switched on for a while.' })

export const pulse = matcher({
  word: 'pulse',
  schema,
  names: { reader: aReader, pulse: (rig, text, { reader }) => terminalOf(rig, String(reader), text) },
  tell: ({ pulse, reader, lasting, times }) =>
    `${times === undefined ? 'a pulse' : `${times} pulses`} of ${pulse}${lasting === undefined ? '' : ` for ${lasting}`} at ${reader}`,
  concerns: ({ channel }) => channel === 'state',
  look: async ({ seen, estate }, { pulse, reader, lasting, times }): Promise<Look> => {
    const terminal = terminalOf(estate.file, reader, pulse)
    const { site, reader: device } = readerAddress(estate.file, reader)
    const pulses = pulsesOf(seen, { site, device, name: terminal.toLowerCase() })
    const [first] = pulses
    if (first === undefined) return { happened: `${pulse} stayed off` }
    if (times !== undefined && pulses.length !== times)
      return { happened: `${pulse} was switched on ${often(pulses.length)}` }
    if (lasting === undefined) return { met: pulses.length }
    if (first.lastingMs === undefined) return { happened: `${pulse} is still on` }
    const isSo = Math.abs(first.lastingMs - millisecondsOf(lasting)) <= LASTING_TOLERANCE_MS
    return isSo ? { met: pulses.length } : { happened: `${pulse} was on for ${durationInWords(first.lastingMs)}` }
  },
})

interface Output {
  readonly site: string
  readonly device: string
  readonly name: string
}

/** What was switched on since the last action, and for how long where it is off again. Switched on anew it stays one pulse. */
function pulsesOf(seen: Seen, output: Output): { readonly lastingMs?: number }[] {
  const pulses: { lastingMs?: number }[] = []
  let sinceMs: number | undefined
  for (const message of seen.messages) {
    if (message.channel !== 'state' || !isOf(output, message)) continue
    if (message.data.value === true && sinceMs === undefined) {
      sinceMs = message.timeMs
      pulses.push({})
    } else if (message.data.value === false && sinceMs !== undefined) {
      pulses.splice(-1, 1, { lastingMs: message.timeMs - sinceMs })
      sinceMs = undefined
    }
  }
  return pulses
}

function isOf(output: Output, message: Output): boolean {
  return message.site === output.site && message.device === output.device && message.name === output.name
}

/** The terminal that is meant by its own name or that of the output. Throws NOT_FOUND with the nearest names. */
function terminalOf(rig: RigFile, reader: string, text: string): string {
  const { site, reader: device } = readerAddress(rig, reader)
  const controls = Object.entries(rig.sites[site]?.program?.controls ?? {})
  const outputs = controls.flatMap(([name, control]): [terminal: string, name: string][] => {
    const isDoor = control.kind === 'access-controller' || control.kind === 'authentication-nfc-code-touch'
    if (!isDoor || control.reader !== device) return []
    if (control.kind === 'access-controller')
      return [
        ['P', name],
        ['Pd', 'Pd'],
      ]
    const own = Object.entries(control.outputs).map(([output, name]): [string, string] => [`O${output}`, name])
    return [...own, ...['As', 'Ad', 'Bell'].map((terminal): [string, string] => [terminal, terminal])]
  })
  const found = outputs.find((names) => names.some((name) => name.toLowerCase() === text.trim().toLowerCase()))
  if (found !== undefined) return found[0]
  throw new RigError('NOT_FOUND', `no output ${text} at ${reader}.${didYouMean(text, outputs.flat())}`)
}
