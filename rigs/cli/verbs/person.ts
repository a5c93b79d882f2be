import { addUnsupported } from '../unsupported.ts'
import type { Verb } from '../verb.ts'

export const key: Verb = (program) =>
  addUnsupported(program, 'key <keypad> <keys...>', "press a keypad's keys: 1234 tick, 12 bell")

export const ring: Verb = (program) => addUnsupported(program, 'ring <intercom>', "press an Intercom's bell")

export const present: Verb = (program) =>
  addUnsupported(program, 'present <reader> <external-id>', 'show an external ID to an external reader')
