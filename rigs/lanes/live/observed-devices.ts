import { KEYPAD_OUTPUTS } from '../../../sim/domain/miniserver/keypad-block/outputs.ts'
import type { Control } from '../../../sim/domain/program/program.ts'
import type { DeviceDescription } from '../../../sim/protocol/bus/message.ts'
import type { ObservedDevice } from '../../../sim/protocol/bus/subscriptions.ts'
import type { SitePlan } from '../../factory/plan.ts'

/** Retained states of each kind of device, beside the outputs of the block at it. */
const STATES: Readonly<Record<DeviceDescription['kind'], readonly string[]>> = {
  miniserver: ['alive', 'unsecured'],
  'nfc-code-touch': ['alive', 'led', 'sound', 'locked', 'preselected'],
  'one-wire-extension': ['alive'],
  intercom: ['alive', 'bell', 'muted', 'device-state', 'sound'],
  'external-reader': ['alive'],
}

/** Everything on the bus that has retained topics, since some brokers give none of them to a wildcard (docs/interface.md). */
export function observedDevices(plans: readonly SitePlan[]): ObservedDevice[] {
  const gates = plans.flatMap(({ identity }) =>
    ['gate', 'streams'].map((what) => `${what}-${identity.serial.toLowerCase()}`),
  )
  return plans.flatMap(({ site, program, devices }) => {
    const outputs = new Map([...program.controls.values()].flatMap(outputsOf))
    const described = [...devices].map(([device, { kind }]): [string, readonly string[]] => [
      device,
      kind === 'intercom' ? [...STATES[kind], ...gates] : STATES[kind],
    ])
    const states = new Map<string, readonly string[]>([['miniserver', STATES.miniserver], ...described])
    return [...new Set([...states.keys(), ...outputs.keys()])].map((device) => ({
      site,
      device,
      states: [...(states.get(device) ?? []), ...(outputs.get(device) ?? [])],
    }))
  })
}

/** The reader of a deciding block, and the names of its outputs there. */
function outputsOf(control: Control): [string, readonly string[]][] {
  if (control.kind === 'access-controller') return [[control.reader, ['p', 'pd', 'txt']]]
  if (control.kind !== 'authentication-nfc-code-touch') return []
  const numbered = [1, 2, 3, 4, 5, 6].map((output) => `o${output}`)
  return [[control.reader, [...numbered, ...Object.keys(KEYPAD_OUTPUTS).map((terminal) => terminal.toLowerCase())]]]
}
