import { programAnswer, revisionAnswer } from '../../sim/protocol/control/answers.ts'
import { CONTROL_COMMANDS } from '../../sim/protocol/control/commands.ts'
import { programEdit } from '../../sim/protocol/control/edits.ts'
import { group, memberInfo, membership, schedule, trustImport, user } from '../../sim/protocol/control/entries.ts'
import type { Json } from './components.ts'
import { openApiDocument } from './document.ts'

/** A Miniserver's own control API as an OpenAPI document. */
export function miniserverApiDocument(version: string): Json {
  return openApiDocument({
    title: "loxrig: a Miniserver's own control API",
    description:
      'What Loxone gives no public API for. Over HTTPS only, as a user of that Miniserver: Config needs the right Loxone Config, ' +
      'looking at people and doors User Management. While the unit restarts after a save everything is answered 503.',
    version,
    server: { url: 'https://127.0.0.1:7201', description: 'The HTTPS port of the Miniserver, as the rig card says' },
    path: '/loxrig/v1',
    security: { name: 'user', scheme: { type: 'http', scheme: 'basic', description: 'A user of this Miniserver' } },
    operations: Object.entries(CONTROL_COMMANDS).map(([name, command]) => ({ name, ...command })),
    shared: {
      input: {
        ProgramEdit: programEdit,
        User: user,
        UserGroup: group,
        AccessSchedule: schedule,
        Membership: membership,
        TrustImport: trustImport,
      },
      output: { Program: programAnswer, Revision: revisionAnswer, Member: memberInfo },
    },
  })
}
