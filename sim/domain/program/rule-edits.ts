import { RigError } from '../errors.ts'
import type { AutomaticRule, RuleAction } from './automatic-rule.ts'
import type { Change } from './change.ts'
import type { Uuid } from './names.ts'
import type { Control, Program } from './program.ts'

/** What of a rule may be changed. Without its trigger, `undefined`, a rule is a scene. */
export type RuleChange = { readonly [Field in Exclude<keyof AutomaticRule, 'uuid'>]?: AutomaticRule[Field] | undefined }

/** R87. */
export function addRule(program: Program, rule: AutomaticRule): Change[] {
  if (program.rules.has(rule.uuid) || program.controls.has(rule.uuid)) throw invalid(`${rule.uuid} is taken already.`)
  checkRule(program, rule)
  return [put(rule)]
}

export function editRule(program: Program, uuid: Uuid, change: RuleChange): Change[] {
  const fields = Object.entries({ ...ruleOf(program, uuid), ...change }).filter(([, value]) => value !== undefined)
  const rule = Object.fromEntries(fields) as unknown as AutomaticRule
  checkRule(program, rule)
  return [put(rule)]
}

export function deleteRule(program: Program, uuid: Uuid): Change[] {
  ruleOf(program, uuid)
  return [{ map: 'rules', key: uuid, entry: undefined }]
}

/** Controls that a rule names, each once. */
export function controlsOfRule({ trigger, actions }: Pick<AutomaticRule, 'trigger' | 'actions'>): Uuid[] {
  return [...new Set([...(trigger === undefined ? [] : [trigger.control]), ...actions.map(({ control }) => control)])]
}

/** Why a rule cannot wait for a control of that kind, as the end of a sentence; `undefined` when it can. */
export function triggerFault(kind: Control['kind']): string | undefined {
  return TRIGGERS.has(kind) ? undefined : 'has no state that comes to be on or off'
}

/** Why a rule cannot say a command to a control, as the end of a sentence; `undefined` when it can. */
export function actionFault({ kind, secured }: ActedOn, command: string): string | undefined {
  if (secured === true) return 'is operated with the User Interface Password only, so not by a rule'
  return COMMANDS[kind]?.includes(command) === true ? undefined : `does not take "${command}" from a rule`
}

interface ActedOn {
  readonly kind: Control['kind']
  readonly secured?: boolean | undefined
}

const ACTIONS_MAX = 1000
/** What comes to be on or off. */
const TRIGGERS: ReadonlySet<Control['kind']> = new Set<Control['kind']>([
  'switch',
  'info-only-digital',
  'nfc-code-input',
  'nfc-tag-input',
])
/** What a rule may say to a control (P-112). Not to a secured one: nobody is there to give the password. */
const COMMANDS: { readonly [Kind in Control['kind']]?: readonly string[] } = { switch: ['on', 'off'] }

function checkRule(program: Program, rule: AutomaticRule): void {
  if (rule.name.trim() === '') throw invalid('A rule needs a name.')
  for (const other of program.rules.values()) {
    if (other.uuid === rule.uuid || other.name.toLowerCase() !== rule.name.toLowerCase()) continue
    throw new RigError('NAME_TAKEN', `There is a rule or scene "${other.name}" already.`)
  }
  if (rule.trigger !== undefined) {
    const { name, kind } = controlOf(program, rule.trigger.control)
    const fault = triggerFault(kind)
    if (fault !== undefined) throw invalid(`"${name}" (${kind}) ${fault}.`)
  }
  if (rule.actions.length === 0 || rule.actions.length > ACTIONS_MAX) {
    throw invalid(`"${rule.name}" has ${rule.actions.length} actions; a rule has 1 to ${ACTIONS_MAX}.`)
  }
  for (const action of rule.actions) checkAction(program, action)
}

function checkAction(program: Program, { control: uuid, command }: RuleAction): void {
  const control = controlOf(program, uuid)
  const fault = actionFault(control, command)
  if (fault !== undefined) throw invalid(`"${control.name}" (${control.kind}) ${fault}.`)
}

function controlOf(program: Program, uuid: Uuid): Control {
  const control = program.controls.get(uuid)
  if (control === undefined) throw new RigError('NOT_FOUND', `There is no control ${uuid}.`)
  return control
}

function ruleOf(program: Program, uuid: Uuid): AutomaticRule {
  const rule = program.rules.get(uuid)
  if (rule === undefined) throw new RigError('NOT_FOUND', `There is no rule or scene ${uuid}.`)
  return rule
}

function put(rule: AutomaticRule): Change {
  return { map: 'rules', key: rule.uuid, entry: rule }
}

function invalid(sentence: string): RigError {
  return new RigError('INVALID', sentence)
}
