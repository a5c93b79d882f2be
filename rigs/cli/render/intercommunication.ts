import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'

/** What is said and heard by Network Intercommunication, and what became of packets. Lines. */
export function renderIntercommunication(
  { site, listens, id, values, counts }: RigCommandOutput<'intercommunication-show'>,
  paint: Paint,
): string[] {
  if (id === undefined) return [`${site} has no Network Intercommunication.`]
  const rows = values.map(({ name, direction, remote, packet, value, at }): Cell[] => [
    name,
    direction === 'input' ? `from ${remote}` : `to ${remote}`,
    packet,
    value,
    typeof at === 'string' ? JSON.stringify(at) : `${at}`,
  ])
  const counted = Object.entries(counts).filter(([what, count]) => count > 0 || what === 'sent' || what === 'taken')
  return [
    `${site} calls itself ${id}${listens === undefined ? '' : `, at UDP ${listens}`}`,
    ...(rows.length === 0
      ? []
      : table(rows, { paint, head: ['name', 'remote', 'packet', 'value', 'is at'], isRagged: true })),
    `packets: ${counted.map(([what, count]) => `${count} ${what}`).join(', ')}`,
  ]
}
