import { letFlow } from '../../../../sim/domain/miniserver/logic/flow.ts'
import type { Program } from '../../../../sim/domain/program/program.ts'
import { aProgram } from '../../../helpers/a-program.ts'
import { controlNamed } from '../a-home.ts'
import { type Door, programWith } from './a-door.ts'

const INPUTS = ['Off', 'Lr', 'Lg', 'Lb', 'Lw'] as const

/** With a switch at each input of the block. */
export function wired(): Program {
  const program = programWith()
  const switches = aProgram({ controls: Object.fromEntries(INPUTS.map((name) => [name, { kind: 'switch' as const }])) })
  const door = controlNamed(program, 'Front Door').uuid
  for (const control of switches.controls.values()) program.controls.set(control.uuid, control)
  for (const name of INPUTS) {
    const wire = {
      from: { control: controlNamed(switches, name).uuid, terminal: 'O' },
      to: { control: door, terminal: name },
    }
    program.wiring.set(name, wire)
  }
  return program
}

/** Switches one of the inputs. */
export function set(door: Door, name: (typeof INPUTS)[number], value: 0 | 1): void {
  const { unit } = door
  const control = controlNamed(unit.state.program, name).uuid
  door.miniserver(letFlow(unit.state, { settings: [{ control, value }] }, { at: unit.at, env: unit.env }))
}
