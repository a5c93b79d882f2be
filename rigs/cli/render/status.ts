import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { editsOf } from './documents.ts'
import { type Cell, table } from './table.ts'

type Status = RigCommandOutput<'status'>
type Miniserver = Status['miniservers'][number]
type Device = Status['devices'][number]

/** What runs: Miniservers, then devices. Lines. */
export function renderStatus({ rig, lane, miniservers, devices }: Status, pid: number, paint: Paint): string[] {
  return [
    `${paint('bold', rig)}  ${lane}, process ${pid}`,
    '',
    ...table(miniservers.map(miniserverRow), {
      paint,
      head: ['Miniserver', 'serial', 'firmware', 'clock', 'program', 'trust', 'documents', 'internal', 'external'],
    }),
    '',
    ...table(devices.map(deviceRow), { paint, head: ['device', 'kind', 'state', 'placement', 'source', 'is'] }),
  ]
}

function miniserverRow(miniserver: Miniserver): Cell[] {
  const { site, name, serial, firmware, local, rev, trusts, documents, internal, external } = miniserver
  return [
    `${site} (${name})`,
    serial,
    firmware,
    local.slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' '),
    rev === undefined ? { text: 'does not answer', style: 'red' } : `revision ${rev}`,
    trusts.map((trust) => `${trust.name} (${trust.role})`).join(', '),
    documents.map((each) => `${each.document}: ${editsOf(each)}`).join(', '),
    internal?.https ?? internal?.http ?? '',
    external?.https ?? '',
  ]
}

function deviceRow({
  device,
  kind,
  state,
  placement,
  source = '',
  attached,
  reads = true,
  adapter,
  states,
}: Device): Cell[] {
  const read = attached === undefined ? source : `${source}: ${attached}${reads ? '' : ', lost'}`
  return [
    device,
    kind,
    stateCell(state),
    placement,
    adapter === undefined ? read : `${read}, read at ${adapter}`.replace(/^, /, ''),
    Object.entries(states)
      .filter(([name]) => name !== 'alive')
      .map(([name, value]) => `${name} ${value === true ? 'on' : value === false ? 'off' : value}`)
      .join(', '),
  ]
}

function stateCell(state: Device['state']): Cell {
  if (state === 'ready') return { text: state, style: 'green' }
  return state === 'unknown' ? '' : { text: state, style: 'yellow' }
}
