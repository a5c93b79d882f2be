import { REASONS } from '../../../sim/protocol/bus/decision-schema.ts'
import type { RigCheck } from '../../rig-file/shape.ts'
import { pathsAt, type Question, reasonAt } from '../answer.ts'
import { type Asking, type Deviation, type LookAt, objectOf, principalOf, scopesIn } from '../asking.ts'
import { becauseOf } from '../because.ts'
import { inBothScopes } from '../both-scopes.ts'
import { changesOf } from '../times.ts'

/** `user`, `object`, `expect`: each of these may, or may not, each of those. */
export const lookAtMay: LookAt = function* (asking, check, timesAt) {
  for (const questions of questionsOf(asking, check)) {
    yield* inBothScopes(
      questions.flatMap((question) => {
        // The first instant of several says enough.
        const at = changesOf(question.site, [question], timesAt(question.site)).find(
          (each) => !isAsExpected(question, each, check.expect),
        )
        return at === undefined ? [] : [deviation(asking, question, at, check.expect)]
      }),
    )
  }
}

/** Of each principal and object those of its scopes. */
function questionsOf(asking: Asking, { user, object, site: given, scope }: RigCheck): Question[][] {
  return [object ?? []].flat().flatMap((text) => {
    const { site, object: key } = objectOf(asking, text, given)
    const scopes = scopesIn(key, scope)
    return [user ?? []].flat().map((name) => {
      const principal = principalOf(asking, site, name)
      return scopes.map((each): Question => ({ site, principal, object: key, scope: each }))
    })
  })
}

function isAsExpected(question: Question, at: number, expect: RigCheck['expect']): boolean {
  const reason = reasonAt(question, at)
  if (typeof expect !== 'object') return (reason === 'ALLOWED') === (expect === 'granted')
  const { reason: expected = 'ALLOWED', via } = expect
  return reason === expected && (via === undefined || pathsAt(question, at).some((path) => isVia(path, via, reason)))
}

/** Of a grant the ways that let in, of others those that keep out. Parts of a path are between slashes. */
function isVia({ path, effect, schedule }: ReturnType<typeof pathsAt>[number], via: string, reason: string): boolean {
  const isOpen = effect === 'allow' && schedule?.active !== false
  const counts = reason === 'ALLOWED' ? isOpen : reason === 'DENIED' ? effect === 'deny' : true
  return counts && `/${path}/`.toLowerCase().includes(`/${via.toLowerCase()}/`)
}

function deviation(asking: Asking, question: Question, at: number, expect: RigCheck['expect']): Deviation {
  const because = becauseOf(question, at, asking.writtenAt)
  const reason = reasonAt(question, at)
  return {
    path: ['expect'],
    scopes: [question.scope],
    who: `${because.principal} at ${because.object}`,
    site: question.site,
    at,
    expected: typeof expect === 'object' ? wordsOf(expect) : String(expect),
    found: reason === 'ALLOWED' ? 'granted' : `denied (${reason}: ${REASONS[reason]})`,
    because: [because],
  }
}

function wordsOf({ reason = 'ALLOWED', via }: Exclude<RigCheck['expect'], string | undefined>): string {
  const outcome = reason === 'ALLOWED' ? 'granted' : `denied (${reason})`
  return via === undefined ? outcome : `${outcome} via ${via}`
}
