import { RIG_COMMANDS } from '../../rigs/control/commands/index.ts'
import { CONTROL_COMMANDS } from '../../sim/protocol/control/commands.ts'

/** `docs/reference/control-api.md`: both control APIs at a glance. */
export function controlPage(): string {
  return `# The control APIs

Generated; the whole of it stands in [openapi-rig.json](openapi-rig.json) and [openapi-miniserver.json](openapi-miniserver.json). Why there
are two, says [design](../design.md), "Trust in the rig itself".

Both speak JSON: a command is a \`POST\` with its input as the body, and what is refused is \`{ "code", "message" }\` with a status that
fits: 400 not understood, 401 nobody said who asks, 403 may not, 404 not there, 409 does not fit what is there now (\`STALE_DOCUMENT\`,
\`NO_DOCUMENT\`, \`NAME_TAKEN\` …), 413 too long, 422 any other refusal, 501 not built yet, 502 another Miniserver could not be reached,
503 not there or restarting, 504 not in time.

## The rig's: \`/rig/v1/\`

On loopback, with the token of the rig card: \`Authorization: Bearer …\`. Requests to a name that is not the rig's, or from a page of another
origin, are refused. A body has at most 1 MiB. A command that asks a Miniserver does so as its administrator, unless \`caller\` names
somebody else. Edits work on the open document (\`document\` names a second one), or with \`app\` on the running program.

${table(RIG_COMMANDS)}

\`GET /rig/v1/events\` is a stream of JSON lines, one message of the bus each; what is sealed stays sealed. \`GET /rig/v1/readings\` is one of what
is held to any reader, with its id: a secret. \`GET /rig/v1/listening\` says when readers are listened to for \`attach-learn\`, and which.
\`GET /healthz\` needs no token.

## A Miniserver's: \`/loxrig/v1/\`

On its HTTPS ports, as a user of that Miniserver with Basic authentication; on the plain port it answers 403. A request has the scope,
internal or external, of the port it came through. \`save-program\` and \`restore\` take 128 MiB, everything else 1 MiB.

${table(Object.entries(CONTROL_COMMANDS).map(([name, { summary }]) => ({ name, summary })))}
`
}

function table(commands: readonly { readonly name: string; readonly summary: string }[]): string {
  const rows = commands.map(({ name, summary }) => `| \`${name}\` | ${summary} |`)
  return ['| command | does |', '| --- | --- |', ...rows].join('\n')
}
