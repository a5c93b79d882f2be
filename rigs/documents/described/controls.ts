import type { AutomaticRule } from '../../../sim/domain/program/automatic-rule.ts'
import type { Control, Wire } from '../../../sim/domain/program/program.ts'
import type { ProgramNames } from '../../control/program-names.ts'
import { type Described, type Field, fieldsOf, secretField } from './described.ts'

export function describeControl(names: ProgramNames, control: Control): Described {
  const { uuid: _, room, category, ...own } = control
  const fields = Object.entries(own).map(([key, value]) => {
    const secret = SECRET_NAMES[key]
    if (secret !== undefined) return [secret, secretField(plainText(value))] as const
    return [FIELD_NAMES[key] ?? key, plainText(value)] as const
  })
  return {
    kind: 'control',
    name: control.name,
    fields: fieldsOf({
      ...Object.fromEntries(fields),
      room: room === undefined ? undefined : { value: room, shown: names.room(room) },
      category: category === undefined ? undefined : { value: category, shown: names.category(category) },
    }),
  }
}

export function describeWire(names: ProgramNames, { from, to }: Wire): Described {
  const ends = [from, to].map(({ control, terminal }) => `${names.wired(control)}.${terminal}`)
  return { kind: 'wire', name: ends.join(' > '), fields: new Map() }
}

export function describeRule(names: ProgramNames, { name, trigger, actions }: AutomaticRule): Described {
  const when = trigger === undefined ? undefined : `${names.control(trigger.control)} becomes ${trigger.becomes}`
  const does: Field = {
    value: JSON.stringify(actions),
    shown: actions.map(({ control, command }) => `${names.control(control)} ${command}`).join(', '),
  }
  return { kind: trigger === undefined ? 'scene' : 'rule', name, fields: fieldsOf({ name, when, does }) }
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  pulseMs: 'pulse (ms)',
  historyLength: 'history entries',
}

/** Of an input code and an input tag only that there is one (§3.6.1). */
const SECRET_NAMES: Readonly<Record<string, string>> = { digest: 'code', id: 'tag' }

function plainText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
