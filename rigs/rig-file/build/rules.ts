import type { AutomaticRule } from '../../../sim/domain/program/automatic-rule.ts'
import { entries } from '../site-names.ts'
import type { Build } from './context.ts'

export function buildRules(build: Build): AutomaticRule[] {
  const control = (name: string) => build.uuid('control', name)
  return entries(build.site.program?.rules).map(([name, { when, do: actions }]) => ({
    uuid: build.uuid('rule', name),
    name,
    ...(when !== undefined && { trigger: { control: control(when.control), becomes: when.becomes } }),
    actions: actions.map((action) => ({ control: control(action.control), command: action.command })),
  }))
}
