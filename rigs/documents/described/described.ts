/** One thing of a program in words: what it is called, and what is said of it. */
export interface Described {
  /** `user`, `access schedule`, `permission` … */
  readonly kind: string
  readonly name: string
  readonly fields: ReadonlyMap<string, Field>
}

/** `value` tells whether two are the same; `shown` is what people see. Of a secret only that there is one. */
export interface Field {
  readonly value: string
  readonly shown: string
  readonly isSecret?: true
}

/** Fields by their names; what is undefined or empty is not there. */
export function fieldsOf(fields: Readonly<Record<string, Field | string | undefined>>): Map<string, Field> {
  const all = new Map<string, Field>()
  for (const [name, field] of Object.entries(fields)) {
    const each = typeof field === 'string' ? { value: field, shown: field } : field
    if (each !== undefined && each.value !== '') all.set(name, each)
  }
  return all
}

/** A list by names, the same where the ids are the same: a new name of something is no change of who refers to it. */
export function listField<Id>(ids: readonly Id[], nameOf: (id: Id) => string): Field {
  return { value: ids.map(String).sort().join(), shown: ids.map(nameOf).sort().join(', ') }
}

export function secretField(value: string | undefined): Field | undefined {
  return value === undefined ? undefined : { value, shown: 'set', isSecret: true }
}
