import type { AutomaticRule } from '../../program/automatic-rule.ts'
import type { User } from '../../program/program.ts'
import type { ApiContext } from './context.ts'
import { maySee } from './rights.ts'

/** The scene of that uuid or, without case, name. */
export function findScene({ state }: Pick<ApiContext, 'state'>, uuidOrName: string): AutomaticRule | undefined {
  const text = uuidOrName.toLowerCase()
  const scenes = [...state.program.rules.values()].filter(isScene)
  return scenes.find(({ uuid }) => uuid === text) ?? scenes.find(({ name }) => name.toLowerCase() === text)
}

/** The scenes a user may carry out, which are those in the user's structure file. */
export function scenesOf(context: Pick<ApiContext, 'state' | 'at' | 'env' | 'session'>, user: User): AutomaticRule[] {
  return [...context.state.program.rules.values()].filter((rule) => isScene(rule) && mayCarryOut(context, user, rule))
}

/** Whether a user may operate, without a password, everything that a scene acts on, in the scope of the connection (P-112). */
export function mayCarryOut(
  context: Pick<ApiContext, 'state' | 'at' | 'env' | 'session'>,
  user: User,
  { actions }: AutomaticRule,
): boolean {
  return actions.every(({ control: uuid }) => {
    const control = context.state.program.controls.get(uuid)
    return control !== undefined && control.secured !== true && maySee(context, user, control)
  })
}

function isScene({ trigger }: AutomaticRule): boolean {
  return trigger === undefined
}
