import { z } from 'zod'
import type { Caller } from '../../sim/domain/miniserver/input.ts'
import type { ProgramEdit } from '../../sim/domain/program/edit.ts'
import { programFromJson } from '../../sim/domain/program/json.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import { DEFAULT_DOCUMENT } from '../documents/documents.ts'
import type { Estate } from '../estate.ts'
import { callerAt } from './callers.ts'
import type { RigContext } from './command.ts'
import type { CallerInput } from './inputs.ts'

/** Where an edit was made. `rev` is what the document was loaded from, or what runs now. */
export const planeOutput = {
  site: z.string(),
  plane: z.enum(['document', 'program']).describe('A document takes effect when it is saved, the program at once'),
  document: z.string().optional().describe('Name of the document'),
  rev: z.int().describe('Revision the document was loaded from, or that runs now'),
}

const edited = z.object(planeOutput)
export type Edited = z.output<typeof edited>

export interface PlaneChoice {
  readonly document?: string | undefined
  readonly app?: boolean | undefined
  readonly caller?: CallerInput
}

/** A program that can be looked at and edited: the open document, or the one that runs (§3.2). */
export interface Plane {
  readonly site: string
  readonly program: Program
  /** Who asks the Miniserver where it must be asked. */
  readonly caller: Caller
  /** Where things are now. */
  where(): Edited
  /** Carries out one edit, whole or not at all. */
  edit(edit: ProgramEdit): Promise<Edited>
}

/** The document or, with `app`, the running program. Throws NO_DOCUMENT. */
export async function planeOf(context: RigContext, site: string, choice: PlaneChoice): Promise<Plane> {
  return choice.app === true ? programPlane(context, site, choice) : documentPlane(context, site, choice)
}

/** As `planeOf`, for looking only: where no document is open and none was named, the running program. */
export async function readingPlane(context: RigContext, site: string, choice: PlaneChoice): Promise<Plane> {
  const isOpen = context.documents.list().some((each) => each.site === site && each.name === DEFAULT_DOCUMENT)
  return planeOf(context, site, choice.document === undefined && !isOpen ? { ...choice, app: true } : choice)
}

/** What a Miniserver runs, as the rig itself sees it: to turn names into uuids, whoever then asks. */
export async function runningProgram(estate: Estate, site: string): Promise<Program> {
  return programFromJson(await estate.control(site, callerAt(estate, site), { type: 'read-program' }))
}

function documentPlane({ estate, documents }: RigContext, site: string, choice: PlaneChoice): Plane {
  const document = documents.get(site, choice.document ?? DEFAULT_DOCUMENT)
  const where = (): Edited => ({ site, plane: 'document', document: document.name, rev: document.program.rev })
  return {
    site,
    program: document.program,
    caller: callerAt(estate, site, choice.caller),
    where,
    async edit(edit) {
      documents.edit(document, edit)
      return where()
    },
  }
}

async function programPlane({ estate }: RigContext, site: string, choice: PlaneChoice): Promise<Plane> {
  const program = await runningProgram(estate, site)
  const caller = callerAt(estate, site, choice.caller)
  return {
    site,
    program,
    caller,
    where: () => ({ site, plane: 'program', rev: program.rev }),
    async edit(edit) {
      const { rev } = revision.parse(await estate.control(site, caller, { type: 'edit-program', edits: [edit] }))
      return { site, plane: 'program', rev }
    },
  }
}

const revision = z.object({ rev: z.int() })
