import type { AutomaticRule, RuleAction, RuleTrigger } from './automatic-rule.ts'
import { uuid } from './entry-readers.ts'
import { list, needed, oneOf, optional, type Read, shape, text } from './reading.ts'

const trigger = shape<RuleTrigger>({ control: needed(uuid), becomes: needed(oneOf('on', 'off')) })
const action = shape<RuleAction>({ control: needed(uuid), command: needed(text) })

/** An automatic rule or a scene. */
export const rule: Read<AutomaticRule> = shape<AutomaticRule>({
  uuid: needed(uuid),
  name: needed(text),
  trigger: optional(trigger),
  actions: needed(list(action)),
})
