import type { Control } from '../../../sim/domain/program/program.ts'
import type { RigCard } from '../../card.ts'
import type { SitePlan } from '../../factory/plan.ts'
import type { LiveEstate } from '../../lanes/live/estate.ts'

/** When a rig was started, and the path of its file. */
interface Begun {
  readonly startedAt: Date
  readonly file: string
}

/** The card of a live estate, with the address of its control API. */
export function cardOf(estate: LiveEstate, control: RigCard['control'], { startedAt, file }: Begun): RigCard {
  return {
    rig: estate.file.rig,
    pid: process.pid,
    lane: 'live',
    startedAt: startedAt.toISOString(),
    file,
    bus: estate.bus,
    control,
    ...(estate.cloudDns !== undefined && { cloudDns: estate.cloudDns }),
    ca: estate.caPath,
    miniservers: Object.fromEntries(estate.plans.map((plan) => [plan.site, miniserverOf(estate, plan)])),
    devices: Object.fromEntries(estate.plans.flatMap(devicesOf)),
  }
}

function miniserverOf({ addresses }: LiveEstate, { site, identity, logins }: SitePlan): RigCard['miniservers'][string] {
  const { serial, name, miniserverType, firmware } = identity
  const found = addresses.get(site)
  if (found === undefined) throw new TypeError(`no addresses of ${site}`)
  const users = logins.map(({ user, password, hashAlg }) => ({ name: user, password, hashAlg }))
  return { serial, name, miniserverType, firmware, ...found, users }
}

function devicesOf({ site, program, devices }: SitePlan): [string, RigCard['devices'][string]][] {
  const controls = [...program.controls.values()]
  return [...devices].map(([device, { kind, placement, source }]) => {
    const control = controls.find((each) => deviceOf(each) === device)
    const known = { kind, placement, ...(source !== undefined && { source }) }
    return [`${site}/${device}`, control === undefined ? known : { ...known, control: control.uuid }]
  })
}

/** The device that a function block stands for or listens to. */
function deviceOf(control: Control): string | undefined {
  switch (control.kind) {
    case 'authentication-nfc-code-touch':
      return control.reader
    case 'access-controller':
      return control.extension ?? control.reader
    case 'intercom':
      return control.device
    case 'info-only-digital':
    case 'intercom-reference':
    case 'intercommunication-input':
    case 'intercommunication-output':
    case 'nfc-code-input':
    case 'nfc-tag-input':
    case 'switch':
    case 'trusted-io':
    case 'trusted-io-reference':
      return undefined
  }
}
