import type { Program } from '../../sim/domain/program/program.ts'
import { fromBundle } from '../modules.ts'
import type { Addresses, Plan, UnitPlan } from '../trust/plan.ts'
import { memberProgram, originProgram } from '../trust/programs.ts'

/** An input of the host, wired to the bell output of its one member. */
export const BUTTON = '0000aaaa-0006-0000-ffff504f94a00000'
const GATE = '0000aaaa-0007-0000-ffff504f94a00000'
/** The Gate's block at the member. */
export const BLOCK = '0000aaaa-0008-0000-ffff504f94a00001'

type Hash = Parameters<typeof originProgram>[2]

/** What the host runs: an Intercom at which the member is authorised. */
export async function hostProgram(plan: Plan, member: UnitPlan, addresses: Addresses, hash: Hash): Promise<Program> {
  const { assignmentKey } = await fromBundle<typeof import('../../sim/domain/program/program.ts')>(
    'sim/domain/program/program.ts',
  )
  const { wireKey } = await fromBundle<typeof import('../../sim/domain/program/sections.ts')>(
    'sim/domain/program/sections.ts',
  )
  const program = await originProgram(plan, addresses, hash)
  const { controls, wiring, assignments } = program
  const io = { direction: 'input', value: 'digital' } as const
  controls.set(BUTTON, { kind: 'trusted-io', uuid: BUTTON, name: 'Button', ...io })
  controls.set(GATE, { kind: 'intercom', uuid: GATE, name: 'Gate', version: 2, device: 'gate' })
  const wire = {
    from: { control: BUTTON, terminal: 'O' },
    to: { control: GATE, terminal: `Bell:${member.serial}` },
  }
  wiring.set(wireKey(wire), wire)
  const right = {
    ...({ principal: `member:${member.serial}`, object: `device:${GATE}` } as const),
    ...({ scope: 'physical', effect: 'allow' } as const),
  }
  assignments.set(assignmentKey(right), right)
  return program
}

/** What the member runs: its block for the Intercom. */
export async function guestProgram(plan: Plan, member: UnitPlan, addresses: Addresses, hash: Hash): Promise<Program> {
  const program = await memberProgram(plan, member, addresses, hash)
  const there = { host: plan.origin.serial, intercom: GATE }
  program.controls.set(BLOCK, { kind: 'intercom-reference', uuid: BLOCK, name: 'Gate', version: 2, ...there })
  return program
}
