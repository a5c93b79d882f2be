import { type BlockBase, type BlockKind, digital, rises, type Step } from '../block-kind.ts'

/**
 * Block "Stairwell light switch" [K17]: a rising edge at Tr switches on for `onMs`, another one begins anew. `warningMs` before
 * the end it warns: off for `warningOffMs`. A rising edge at On switches on until Off (Tr changes nothing then); Off switches off
 * and locks while it is on. With remanence, what was on for a time begins its time anew after a start (P-235).
 */
export interface StairwellLightSwitch extends BlockBase {
  readonly kind: 'stairwell-light-switch'
  /** Parameter Don. */
  readonly onMs: number
  /** Parameter Tw; 0 is without a warning. */
  readonly warningMs: number
  /** Parameter Dw. */
  readonly warningOffMs: number
  /** Parameter Rem. */
  readonly remanence: boolean
}

/** On for a time, since then by monotonic time; or until it is switched off. */
type Memory = { readonly mode: 'off' | 'on' } | { readonly mode: 'timed'; readonly sinceMs: number }

export const stairwellLightSwitch: BlockKind<StairwellLightSwitch, Memory> = {
  title: 'Stairwell light switch',
  inputs: () => digital('Tr', 'On', 'Off'),
  outputs: () => digital('O'),
  step(step) {
    const memory = modeAfter(step)
    if (memory.mode !== 'timed') return { outputs: { O: memory.mode === 'on' }, memory }
    const { block, nowMs } = step
    const [warnMs, againMs, endMs] = instants(block, memory.sinceMs)
    if (nowMs >= endMs) return { outputs: { O: false }, memory: { mode: 'off' } }
    const dueMs = [warnMs, againMs, endMs].find((instant) => instant > nowMs) ?? endMs
    return { outputs: { O: nowMs < warnMs || nowMs >= againMs }, memory, dueMs }
  },
  kept: ({ mode }) => (mode === 'timed' ? { mode, sinceMs: 0 } : { mode }),
}

function modeAfter({ memory = { mode: 'off' }, inputs, was, nowMs }: Step<StairwellLightSwitch, Memory>): Memory {
  if (inputs.Off === true) return { mode: 'off' }
  if (rises({ inputs, was }, 'On')) return { mode: 'on' }
  const begins = rises({ inputs, was }, 'Tr') || (was === undefined && memory.mode === 'timed')
  return begins && memory.mode !== 'on' ? { mode: 'timed', sinceMs: nowMs } : memory
}

/** When the warning begins and ends, and the light goes out. Without time for a warning there is none. */
function instants({ onMs, warningMs, warningOffMs }: StairwellLightSwitch, sinceMs: number): [number, number, number] {
  const endMs = sinceMs + onMs
  const warns = warningMs > 0 && warningMs < onMs
  const warnMs = warns ? endMs - warningMs : endMs
  return [warnMs, Math.min(warnMs + warningOffMs, endMs), endMs]
}
