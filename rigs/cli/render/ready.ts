import { withoutLogin } from '../../../sim/io/without-login.ts'
import type { RigCard } from '../../card.ts'
import type { Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'

export interface Ready {
  readonly card: RigCard
  /** Path of the card, where logins are when they are not printed. */
  readonly path: string
  readonly elapsedMs: number
  /** Lines to paste into a second terminal. */
  readonly hints: readonly string[]
  readonly showsLogins: boolean
}

/** What runs where, when all is up. The first line begins with `rig ready`. */
export function renderReady({ card, path, elapsedMs, hints, showsLogins }: Ready, paint: Paint): string[] {
  const { rig, lane, pid } = card
  return [
    `${paint('green', 'rig ready')}  ${rig}  ${lane}, process ${pid}, after ${(elapsedMs / 1000).toFixed(2)} s`,
    '',
    ...table([...siteRows(card), ...serviceRows(card)], { paint, indent: 2, isRagged: true }),
    '',
    ...(showsLogins ? loginLines(card, paint) : [`logins: see ${path}`]),
    '',
    'In a second terminal:',
    ...hints.map((hint) => `  ${paint('cyan', hint)}`),
  ]
}

/** Site by site: its Miniserver, and under it the devices. */
function siteRows({ miniservers, devices }: RigCard): Cell[][] {
  return Object.entries(miniservers).flatMap(([site, { name, internal, external, intercommunication }]) => [
    [
      { text: site, style: 'bold' },
      `Miniserver ${name}`,
      internal.http,
      internal.https ?? '',
      external === undefined ? '' : `external ${external.https}`,
    ],
    ...(intercommunication === undefined ? [] : [['', 'Network Intercommunication', `udp://${intercommunication}`]]),
    ...Object.entries(devices).flatMap(([device, description]): Cell[][] =>
      device.startsWith(`${site}/`) ? [deviceRow(device, description)] : [],
    ),
  ])
}

function deviceRow(device: string, { kind, placement, source, url = '' }: RigCard['devices'][string]): Cell[] {
  return [device, kind, source === undefined ? placement : `${placement}, ${source}`, url]
}

function serviceRows({ bus, control, cloudDns }: RigCard): Cell[][] {
  return [
    [{ text: 'bus', style: 'bold' }, 'MQTT broker', withoutLogin(bus.url), bus.prefix],
    [{ text: 'control', style: 'bold' }, 'rig API', control.url],
    ...(cloudDns === undefined ? [] : [[{ text: 'cloud dns', style: 'bold' } as const, 'by serial number', cloudDns]]),
  ]
}

function loginLines({ miniservers, bus }: RigCard, paint: Paint): string[] {
  const users = Object.entries(miniservers).flatMap(([site, { users }]) =>
    users.map(({ name, password, hashAlg }): Cell[] => [site, name, password, hashAlg]),
  )
  return ['Logins:', ...table([...users, ['bus', bus.username, bus.password]], { paint, indent: 2 })]
}
