import type { Stamp } from '../time.ts'
import { trustBooted } from '../trust/step.ts'
import { apiBooted } from './api/step.ts'
import { decidingBlocks } from './block.ts'
import { historyStates } from './block-history.ts'
import { idleBlock } from './block-state.ts'
import { devicesAfterBoot } from './device-presence.ts'
import type { Effect } from './effect.ts'
import type { Env } from './env.ts'
import { lookForExpired } from './expiring.ts'
import { factoryPasswordNotice } from './factory-password-notice.ts'
import { lockStates } from './keypad-lock.ts'
import { RECEIPT_MS } from './presented.ts'
import { outputStates } from './pulse.ts'
import type { MiniserverState } from './state.ts'

/**
 * The unit is up: what was volatile is gone (outputs are off, sessions closed, every origin offline until heard), what was
 * durable is here, and whoever listens is told how things stand.
 */
export function booted(state: MiniserverState, at: Stamp, env: Env): Effect[] {
  apiBooted(state)
  state.api.values.clear()
  for (const [reader, block] of state.blocks) state.blocks.set(reader, idleBlock(block.history, block.entered))
  const blocks = decidingBlocks(state.program)
  return [
    ...factoryPasswordNotice(state, env),
    ...blocks.flatMap((block) => outputStates(state, block)),
    ...blocks.flatMap((block) => lockStates(state, block)),
    ...blocks.flatMap((block) => historyStates(state, block, { at, env })),
    ...devicesAfterBoot(state, { at, env }),
    ...(state.receipts.size > 0
      ? [{ type: 'set-timer', timer: 'receipts', atMonotonicMs: at.monotonicMs + RECEIPT_MS } as const]
      : []),
    ...trustBooted(state, at, env),
    ...lookForExpired(state.program.users.values(), at),
  ]
}
