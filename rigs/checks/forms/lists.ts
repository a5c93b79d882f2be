import { type ObjectKey, type PrincipalKey, SYSTEM_RIGHTS } from '../../../sim/domain/program/names.ts'
import type { Program, Scope } from '../../../sim/domain/program/program.ts'
import { doorKey, doorsOf } from '../../rig-file/lints/readers.ts'
import type { RigCheck } from '../../rig-file/shape.ts'
import { type Question, reasonAt } from '../answer.ts'
import { type Asking, type Deviation, type LookAt, objectOf, principalOf, scopesIn } from '../asking.ts'
import { becauseOf } from '../because.ts'
import { inBothScopes } from '../both-scopes.ts'
import type { CheckedSite } from '../site.ts'
import { changesOf, type Times } from '../times.ts'

/** `whoMay`: of all users of the site exactly those listed. */
export const lookAtWhoMay: LookAt = function* (asking, check, timesAt) {
  const { site, object } = objectOf(asking, check.whoMay ?? '', check.site)
  const wanted = new Set((check.exactly ?? []).map((text) => principalOf(asking, site, text)))
  const everybody = new Set<PrincipalKey>([
    ...wanted,
    ...Array.from(site.program.users.keys(), (uuid) => `user:${uuid}` as const),
  ])
  const label = `who may ${site.site}/${site.names.object(object)}`
  const isWanted = ({ principal }: Question): boolean => wanted.has(principal)
  const nameOf = ({ principal }: Question): string => site.names.principal(principal)
  yield* inBothScopes(
    scopesIn(object, check.scope).flatMap((scope) => {
      const questions = [...everybody].map((principal): Question => ({ site, principal, object, scope }))
      return compare(asking, site, { label, scope, questions, isWanted, nameOf }, timesAt(site))
    }),
  )
}

/** `whatMay`: of all objects of one kind at the site exactly those listed. */
export const lookAtWhatMay: LookAt = function* (asking, check, timesAt) {
  const { kind = 'access', exactly = [], site: key = '' } = check
  const site = asking.site(key)
  const principal = principalOf(asking, site, check.whatMay ?? '')
  const wanted = new Set(exactly.map((text) => objectOf(asking, text, key).object))
  const objects = new Set([...wanted, ...OBJECTS[kind](site.program)])
  const label = `what ${site.names.principal(principal)} may at ${key} (${kind})`
  const scopes = new Set([...objects].flatMap((object) => scopesIn(object, check.scope)))
  const isWanted = ({ object }: Question): boolean => wanted.has(object)
  const nameOf = ({ object }: Question): string => site.names.object(object)
  yield* inBothScopes(
    [...scopes].flatMap((scope) => {
      const questions = [...objects].map((object): Question => ({ site, principal, object, scope }))
      return compare(asking, site, { label, scope, questions, isWanted, nameOf }, timesAt(site))
    }),
  )
}

/** Why is shown of so many; a list that is quite wrong needs no more. */
const BECAUSE_MAX = 5

interface List {
  readonly label: string
  readonly scope: Scope
  readonly questions: readonly Question[]
  readonly isWanted: (question: Question) => boolean
  readonly nameOf: (question: Question) => string
}

/** The first instant at which others may than are listed. */
function compare(asking: Asking, site: CheckedSite, list: List, times: Times): Deviation[] {
  const { label, scope, questions, isWanted, nameOf } = list
  for (const at of changesOf(site, questions, times)) {
    const wrong = questions.filter((question) => (reasonAt(question, at) === 'ALLOWED') !== isWanted(question))
    if (wrong.length === 0) continue
    const surplus = wrong.filter((question) => !isWanted(question)).map(nameOf)
    const lacking = wrong.filter(isWanted).map(nameOf)
    const parts = [named('also', surplus), named('not', lacking)].filter((part) => part !== '')
    const wanted = questions.filter(isWanted).map(nameOf)
    const deviation: Deviation = {
      ...{ path: ['exactly'], scopes: [scope], who: label, site, at },
      expected: wanted.length === 0 ? 'none' : `exactly ${wanted.sort().join(', ')}`,
      found: parts.join('; '),
      because: wrong.slice(0, BECAUSE_MAX).map((question) => becauseOf(question, at, asking.writtenAt)),
    }
    return [deviation]
  }
  return []
}

function named(word: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${word} ${names.toSorted().join(', ')}`
}

const OBJECTS: { readonly [Kind in NonNullable<RigCheck['kind']>]: (program: Program) => ObjectKey[] } = {
  access: (program) => doorsOf(program).map(doorKey),
  right: () => SYSTEM_RIGHTS.map((right): ObjectKey => `right:${right}`),
  room: ({ rooms }) => Array.from(rooms.keys(), (uuid): ObjectKey => `room:${uuid}`),
  category: ({ categories }) => Array.from(categories.keys(), (uuid): ObjectKey => `category:${uuid}`),
  function: ({ controls }) => Array.from(controls.keys(), (uuid): ObjectKey => `function:${uuid}`),
  device: ({ controls }) =>
    [...controls.values()].flatMap(({ kind, uuid }): ObjectKey[] => (kind === 'intercom' ? [`device:${uuid}`] : [])),
}
