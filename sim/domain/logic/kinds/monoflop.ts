import { type BlockBase, type BlockKind, digital, rises } from '../block-kind.ts'

/**
 * Block "Monoflop": a rising edge at Tr makes a pulse of `onMs`; another one while it is on prolongs it. Off ends it, and makes none
 * begin while it is on (P-235). A pulse of no length is seen once by everything behind it.
 */
export interface Monoflop extends BlockBase {
  readonly kind: 'monoflop'
  /** Parameter Don. */
  readonly onMs: number
}

/** Until when it is on, by monotonic time; `null`: it is off. */
type Memory = { readonly untilMs: number } | null

export const monoflop: BlockKind<Monoflop, Memory> = {
  title: 'Monoflop',
  inputs: () => digital('Tr', 'Off'),
  outputs: () => digital('O'),
  step({ block, memory = null, inputs, was, nowMs }) {
    if (inputs.Off === true) return { outputs: { O: false }, memory: null }
    if (rises({ inputs, was }, 'Tr')) return pulse(nowMs + block.onMs)
    return memory === null || memory.untilMs <= nowMs ? { outputs: { O: false }, memory: null } : pulse(memory.untilMs)
  },
}

function pulse(untilMs: number) {
  return { outputs: { O: true }, memory: { untilMs }, dueMs: untilMs }
}
