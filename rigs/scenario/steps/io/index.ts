import { addIo } from './add-io.ts'
import { deleteIo } from './delete-io.ts'
import { set } from './set.ts'
import { useIo } from './use-io.ts'

/** What is done with inputs and outputs, shared in a Trust or not. */
export const IO_WORDS = [addIo, useIo, deleteIo, set] as const
