import { parse } from 'yaml'
import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { didYouMean } from '../../../sim/domain/nearest.ts'
import { TagSource } from '../../rig-file/schema/devices.ts'
import { checkShape } from '../../rig-file/schema-findings.ts'

/** Where vsmartcard's virtual reader listens unless told otherwise; its second slot takes the next port. */
const VPCD_PORT = 35963
const PORT_MAX = 65_534

const Pty = z.strictObject({ kind: z.literal('pty') })
const Vpcd = z.strictObject({
  kind: z.literal('vpcd'),
  port: z.int('is a whole number').min(1, 'is a TCP port').max(PORT_MAX, 'is a TCP port').default(VPCD_PORT),
  slot: z.enum(['00 00', '00 01']).default('00 00'),
})

/**
 * What a run may put at a reader: a source as a rig file has it, or a stack of which loxrig holds the far end, so that nobody's
 * hands are needed. `pty`: a pseudo-terminal, at a keypad with a reader that writes lines, at an iButton reader with a DS9097U.
 * `vpcd`: the virtual PC/SC reader of the vsmartcard project, behind the machine's pcscd.
 */
const ChosenSource = z.discriminatedUnion('kind', [...TagSource.options, Pty, Vpcd])
export type ChosenSource = z.output<typeof ChosenSource>

/** What stands at a reader, as tests write it: in short, as behind `run --reader READER=`, or with all that is said of it. */
export type WrittenSource =
  | ('simulated' | 'pcsc' | `pcsc:${string}` | `serial:${string}` | 'pty' | 'vpcd' | `vpcd:${number}`)
  | z.input<typeof ChosenSource>

/** A reader of the rig, and what is put there in a run. */
export interface ReaderChoice {
  /** `home/front-door`. */
  readonly reader: string
  readonly source: ChosenSource
  /** As it was written: `home/front-door=vpcd`. */
  readonly text: string
}

/** What may stand behind a kind and a colon, by its key in a rig file. */
const SHORT: Readonly<Record<ChosenSource['kind'], string | undefined>> = {
  simulated: undefined,
  pcsc: 'reader',
  serial: 'path',
  pty: undefined,
  vpcd: 'port',
}

/**
 * Reads `home/front-door=pcsc:ACR122`: a reader, and a kind with the one thing that is mostly said of it, or a whole source as in a
 * rig file: `home/front-door={ kind: pcsc, serial: 70D7E2EE }`. Throws RigError USAGE.
 */
export function readerChoice(text: string): ReaderChoice {
  const at = text.indexOf('=')
  const [reader, written] = [text.slice(0, Math.max(at, 0)).trim().toLowerCase(), text.slice(at + 1).trim()]
  if (reader === '' || written === '') throw refused(text, 'write READER=SOURCE, such as home/front-door=pcsc:ACR122')
  const value = written.startsWith('{') ? yamlValue(text, written) : shortValue(text, written)
  const [fault] = checkShape(ChosenSource, value).findings
  if (fault !== undefined) throw refused(text, fault.message)
  return { reader, source: ChosenSource.parse(value), text }
}

function yamlValue(text: string, written: string): unknown {
  try {
    return parse(written)
  } catch {
    throw refused(text, 'what stands between the braces is no YAML')
  }
}

function shortValue(text: string, written: string): unknown {
  const [kind = '', ...rest] = written.split(':')
  const said = rest.join(':')
  if (!Object.hasOwn(SHORT, kind))
    throw refused(text, `there is no source ${kind}; there are ${kinds()}.${didYouMean(kind, Object.keys(SHORT))}`)
  if (said === '') return { kind }
  const key = SHORT[kind as ChosenSource['kind']]
  if (key === undefined) throw refused(text, `nothing can stand behind ${kind}:`)
  return { kind, [key]: key === 'port' ? Number(said) : said }
}

function kinds(): string {
  return Object.keys(SHORT).join(', ')
}

function refused(text: string, why: string): RigError {
  return new RigError('USAGE', `reader ${text}: ${why}`)
}
