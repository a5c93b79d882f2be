import type { AuthenticationNfcCodeTouch, User } from '../../program/program.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, reply } from './context.ts'
import { readDeviceCodeCommand } from './device-code-command.ts'
import { deviceCodes } from './device-codes.ts'
import { historyItem } from './history-item.ts'
import { learnByApp } from './learn-command.ts'
import { operateOutput } from './output-command.ts'

/** A command to the block of a keypad that the user sees and has unlocked (docs/miniserver-protocol.md §2.4); 500 for any other. */
export function keypadCommand(
  context: ApiContext,
  block: AuthenticationNfcCodeTouch,
  { action, isProved }: { readonly action: string; readonly isProved: boolean },
  user: User,
): Effect[] {
  const [head, number = '', ...more] = action.split('/')
  if (action === 'history') {
    const history = context.state.blocks.get(block.reader)?.history ?? []
    return [reply(context, 200, history.map(historyItem))]
  }
  if (head === 'output' && more.length === 0 && /^[1-6]$/.test(number))
    return operateOutput(context, block, Number(number), user)
  if (action === 'nfc/startlearn' || action === 'nfc/stoplearn')
    return learnByApp(context, block, { isStart: action === 'nfc/startlearn', isProved }, user)
  const command = readDeviceCodeCommand(action)
  return command === undefined
    ? [reply(context, 500, `${block.kind} cannot do that here`)]
    : deviceCodes(context, block, command, user)
}
