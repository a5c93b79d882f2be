import type { Uuid } from './names.ts'

/** What users make in the Automatic Designer (R87). A scene is carried out when asked for, a rule when its trigger comes true. */
export interface AutomaticRule {
  readonly uuid: Uuid
  readonly name: string
  /** Absent: a scene. */
  readonly trigger?: RuleTrigger
  readonly actions: readonly RuleAction[]
}

/** A control's state comes to be on or off. */
export interface RuleTrigger {
  readonly control: Uuid
  readonly becomes: 'on' | 'off'
}

/** A command to a control, as the App sends it: `on`, `off`. */
export interface RuleAction {
  readonly control: Uuid
  readonly command: string
}
