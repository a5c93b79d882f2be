import { sourceText } from './source-line.ts'

/** Which PC/SC reader is meant. What is left out may be anything. */
export interface PcscWish {
  /** Part of its name, in any case. */
  readonly reader?: string | undefined
  /** Its serial number, which some drivers put into the name, in parentheses. */
  readonly serial?: string | undefined
  /** The numbers at the end of its name, `00 01`: which reader it is, in the order of plugging in, and which slot of it. */
  readonly slot?: string | undefined
}

interface Wanted {
  readonly wanted?: PcscWish
  /** The one used last. */
  readonly last?: string | undefined
  /** What was there beside the one used last, and so is another reader. */
  readonly beside?: ReadonlySet<string>
}

/**
 * The PC/SC readers that may be meant, sorted, of those there are. Where they are several, none may be taken for the one that is meant (P-185).
 *
 * The one used last is that one. Then what fits the wish: a reader plugged in elsewhere gets another number at the end of its name.
 * When nothing particular is wanted, any reader fits at first, but only the same one afterwards.
 */
export function fittingPcscReaders(
  names: readonly string[],
  { wanted = {}, last, beside = new Set() }: Wanted,
): readonly string[] {
  if (last !== undefined && names.includes(last)) return [last]
  if (last !== undefined && !isParticular(wanted)) return []
  const others = names.filter((each) => !beside.has(each))
  return meant(others, wanted)
}

/** That several readers fit, and all ways to say which is meant. */
export function severalText(place: string, wish: PcscWish, names: readonly string[]): string {
  const there = `there are ${names.length} PC/SC readers ${wishText(wish)}`.trimEnd()
  const lines = names.map((name) => sourceText(sourceOfPcscReader(name, names))).join(' or ')
  const ways = `by --name, --serial or --slot of attach, in a rig file by ${lines}, or with a card: attach learn ${place}`
  return `${place}: ${there}: ${names.join('; ')}. Say which is meant: ${ways}.`
}

/** The least that a rig file writes to mean this reader and no other of them, after every replug where its name allows that. */
export function sourceOfPcscReader(name: string, names: readonly string[]) {
  const { model, serial, slot } = partsOf(name)
  const wishes: PcscWish[] = [
    ...(serial === undefined ? [] : [{ serial }, { reader: model, serial }]),
    { reader: model },
    { reader: model, slot },
  ]
  const wish = wishes.find((each) => meant(names, each).length === 1)
  return { kind: 'pcsc', ...(wish ?? { reader: name }) } as const
}

/** `whose name contains "ACR122", with the serial number 70D7E2EE`; empty where nothing is wished for. */
export function wishText({ reader, serial, slot }: PcscWish): string {
  const parts = [
    ...(reader === undefined ? [] : [`whose name contains "${reader}"`]),
    ...(serial === undefined ? [] : [`with the serial number ${serial}`]),
    ...(slot === undefined ? [] : [`at slot ${slot}`]),
  ]
  return parts.join(', ')
}

function isParticular({ reader, serial, slot }: PcscWish): boolean {
  return reader !== undefined || serial !== undefined || slot !== undefined
}

/** One that is called just so is meant, also where the names of others contain that: not everywhere do all names end in a slot. */
function meant(names: readonly string[], wish: PcscWish): readonly string[] {
  const fitting = names.filter((name) => isMeant(name, wish)).toSorted()
  const called = fitting.filter((name) => name.toLowerCase() === wish.reader?.toLowerCase())
  return called.length === 1 ? called : fitting
}

function isMeant(name: string, { reader = '', serial, slot }: PcscWish): boolean {
  const parts = partsOf(name)
  return (
    name.toLowerCase().includes(reader.toLowerCase()) &&
    (serial === undefined || parts.serial?.toLowerCase() === serial.toLowerCase()) &&
    (slot === undefined || parts.slot?.toLowerCase() === slot.toLowerCase())
  )
}

/** As pcscd puts names together: `Model [Interface] (SERIAL) 00 01`. Elsewhere the end may be missing, or be another one. */
const NAME = /^(?<model>.+?)(?: \((?<serial>[^()]+)\))?(?: (?<slot>[0-9a-f]{2} [0-9a-f]{2}))?$/i

function partsOf(name: string): { model: string; serial: string | undefined; slot: string | undefined } {
  const { model = name, serial, slot } = NAME.exec(name)?.groups ?? {}
  return { model, serial, slot }
}
