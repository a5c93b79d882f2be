import { z } from 'zod'
import { findControl, findGroup, findUser } from '../../../../sim/domain/program/lookup.ts'
import type { Uuid } from '../../../../sim/domain/program/names.ts'
import type { Program } from '../../../../sim/domain/program/program.ts'
import { credentialNamed } from '../../../control/credentials.ts'
import { runningProgram } from '../../../control/plane.ts'
import { appNamed } from '../../apps.ts'
import { done, stepWord } from '../../step-word.ts'
import { App, Text } from '../../words.ts'

const Fields = z.array(Text).min(1).max(100)

export const ask = stepWord({
  word: 'ask',
  kind: 'action',
  isApp: true,
  schema: z
    .strictObject({
      ask: Text.meta({
        description:
          'A path as docs/miniserver-protocol.md has it, with {user:Anna}, {group:Full Access} or {control:Blind} where a uuid belongs, and {tag:blue-card} where the id of a tag does.',
      }),
      in: App,
      has: Fields.optional().meta({ description: 'Fields that the answer has.' }),
      lacks: Fields.optional().meta({ description: 'Fields that the answer has not.' }),
    })
    .meta({ description: 'Somebody who speaks the public API sends any command of it, as the App that is logged in.' }),
  tell: (step) => `ask ${step.ask} in ${step.in}`,
  run: async (stage, { ask: path, in: name, has = [], lacks = [] }) => {
    const app = appNamed(stage, name)
    const answer = fieldsOf(
      await app.ask(
        withUuids(
          path,
          await runningProgram(stage.estate, app.site),
          (name) => credentialNamed(stage.estate.file, 'tag', name).id,
        ),
      ),
    )
    const missing = has.filter((field) => !answer.has(field))
    const more = lacks.filter((field) => answer.has(field))
    if (missing.length + more.length === 0) return done(null)
    const expected = [...has.map((field) => `a field ${field}`), ...lacks.map((field) => `no field ${field}`)].join(
      ', ',
    )
    return { unmet: { expected: `the answer has ${expected}`, happened: `it has ${[...answer].join(', ') || 'none'}` } }
  },
})

/** What an answer is made of; of one that is a text of JSON, what is in that. */
function fieldsOf(answer: unknown): ReadonlySet<string> {
  const value: unknown = typeof answer === 'string' && answer.startsWith('{') ? JSON.parse(answer) : answer
  return new Set(typeof value === 'object' && value !== null ? Object.keys(value) : [])
}

type Kind = 'user' | 'group' | 'control'

const UUID_OF: Readonly<Record<Kind, (program: Program, name: string) => { readonly uuid: Uuid }>> = {
  user: findUser,
  group: findGroup,
  control: findControl,
}

/** Throws NOT_FOUND where a name means nothing in the program that runs. */
function withUuids(path: string, program: Program, tagNamed: (name: string) => string): string {
  const withTags = path.replaceAll(/\{tag:([^{}"]+)\}/g, (_, name: string) => encodeURIComponent(tagNamed(name)))
  return withTags.replaceAll(
    /\{(user|group|control):([^{}"]+)\}/g,
    (_, kind: Kind, name: string) => UUID_OF[kind](program, name).uuid,
  )
}
