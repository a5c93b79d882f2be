import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'

type Io = RigCommandOutput<'io-list'>['ios'][number]
type Found = RigCommandOutput<'trust-periphery'>

/** Inputs and outputs of a Miniserver, and those of others used there. Lines. */
export function renderIos({ site, ios, members }: RigCommandOutput<'io-list'>, paint: Paint): string[] {
  if (ios.length === 0) return [`${site} has no input or output of a Trust.`]
  const nameOf = (serial: string): string => members[serial] ?? serial
  const rows = ios.map((io): Cell[] => [
    io.name,
    `${io.value} ${io.direction}`,
    String(io.at),
    io.reference === undefined ? '' : `of ${nameOf(io.reference.host)}`,
    standingOf(io, nameOf),
  ])
  return table(rows, { paint, head: [`at ${site}`, 'what', 'is at', 'whose', ''] })
}

/** What the Periphery Search found, and who could not be asked. Lines. */
export function renderPeriphery({ site, found, intercoms, silent }: Found, paint: Paint): string[] {
  const here = (added: string | undefined): Cell =>
    added === undefined ? '' : { text: `here: ${added}`, style: 'green' }
  const rows = [
    ...found.map(({ from, name, value, direction, description = '', added }): Cell[] => [
      ...[from, name, `${value} ${direction}`, description],
      here(added),
    ]),
    ...intercoms.map(({ from, name, added }): Cell[] => [from, name, 'Intercom', '', here(added)]),
  ]
  const nothing = [`No member of a Trust lets ${site} use an input, output or Intercom.`]
  return [
    ...(rows.length === 0 ? nothing : table(rows, { paint, head: ['of', 'name', 'what', '', `at ${site}`] })),
    ...silent.map(({ from, code, message }) => `${from} could not be asked: ${code}: ${message}`),
  ]
}

function standingOf({ reference, setBy }: Io, nameOf: (serial: string) => string): Cell {
  if (setBy !== undefined) return `set by ${nameOf(setBy)}`
  if (reference === undefined) return ''
  const { standing } = reference
  return standing === 'valid' ? { text: standing, style: 'green' } : { text: standing, style: 'red' }
}
