import type { AutomaticRule } from '../../program/automatic-rule.ts'
import type { Switch, User } from '../../program/program.ts'
import { switchingsOf } from '../automatic-rules.ts'
import type { Effect } from '../effect.ts'
import { switchControls } from '../switch.ts'
import { type ApiContext, reply } from './context.ts'
import { mayCarryOut } from './scenes.ts'

/** `on` and `off` of a switch that the user may operate; 500 for anything else. The answer first, then what follows. */
export function operateSwitch(context: ApiContext, { uuid }: Switch, action: string): Effect[] {
  if (action !== 'on' && action !== 'off') return [reply(context, 500, 'a switch can be on or off')]
  const followed = switchControls(context.state, [{ control: uuid, on: action === 'on' }], context)
  return [reply(context, 200, '1'), ...followed]
}

/** `pulse` or `on` of a scene: 403 unless the user may operate all that it acts on (P-112), and then nothing happens. */
export function carryOutScene(context: ApiContext, scene: AutomaticRule, action: string, user: User): Effect[] {
  if (!mayCarryOut(context, user, scene)) return [reply(context, 403, 'no permission')]
  if (action === 'off') return [reply(context, 200, '1')]
  if (action !== 'pulse' && action !== 'on') return [reply(context, 500, 'a scene can be carried out by pulse')]
  return [reply(context, 200, '1'), ...switchControls(context.state, switchingsOf(scene.actions), context)]
}
