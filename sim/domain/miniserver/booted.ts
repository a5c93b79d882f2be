import { intercomsBooted } from '../intercom/step.ts'
import { intercommunicationCycle } from '../intercommunication/send.ts'
import { clearIntercommunication } from '../intercommunication/state.ts'
import type { Stamp } from '../time.ts'
import { trustBooted } from '../trust/step.ts'
import { trustIoBooted } from '../trust-io/step.ts'
import { apiBooted } from './api/step.ts'
import { decidingBlocks } from './block.ts'
import { historyStates } from './block-history.ts'
import { idleBlock } from './block-state.ts'
import { codeDates, keypadsWithCodes } from './code-dates.ts'
import { devicesAfterBoot } from './device-presence.ts'
import type { Effect } from './effect.ts'
import type { Env } from './env.ts'
import { lookForExpired } from './expiring.ts'
import { factoryPasswordNotice } from './factory-password-notice.ts'
import { signalStates } from './keypad-block/outputs.ts'
import { lockStates } from './keypad-lock.ts'
import { startLogic } from './logic/start.ts'
import { outputStates } from './pulse.ts'
import { RECEIPT_MS } from './receipts.ts'
import type { MiniserverState } from './state.ts'

/**
 * The unit is up: what was volatile is gone (outputs are off, sessions closed, every origin offline until heard), what was
 * durable is here, and whoever listens is told how things stand.
 */
export function booted(state: MiniserverState, at: Stamp, env: Env): Effect[] {
  apiBooted(state)
  state.api.values.clear()
  state.pulsingInputs.clear()
  state.learnedTags.clear()
  state.boundTags.clear()
  const forgotten = trustIoBooted(state)
  clearIntercommunication(state.intercommunication)
  for (const [reader, block] of state.blocks) state.blocks.set(reader, idleBlock(block.history, block.entered))
  const blocks = decidingBlocks(state.program)
  return [
    ...forgotten,
    ...factoryPasswordNotice(state, env),
    ...blocks.flatMap((block) => outputStates(state, block)),
    ...blocks.flatMap(signalStates),
    ...blocks.flatMap((block) => lockStates(state, block)),
    ...blocks.flatMap((block) => historyStates(state, block, { at, env })),
    ...codeDates(state, keypadsWithCodes(state), { at, env }),
    ...intercomsBooted({ state, at, env }),
    ...startLogic(state, { at, env }),
    ...intercommunicationCycle(state, { at }),
    ...devicesAfterBoot(state, { at, env }),
    ...(state.receipts.size > 0
      ? [{ type: 'set-timer', timer: 'receipts', atMonotonicMs: at.monotonicMs + RECEIPT_MS } as const]
      : []),
    ...trustBooted(state, at, env),
    ...lookForExpired(state.program.users.values(), at),
  ]
}
