/** What an action on the leader's page may be. Its sender may be hostile. */
import * as z from 'zod/mini';
import {
  MAX_CHOSEN,
  MAX_FRACTION,
  MAX_FRAMES_DEEP,
  MAX_INPUT_TEXT,
  MAX_OPTION_TEXT,
} from './input.js';
import { MAX_CHUNK_BYTES } from './limits.js';

/** A node's number in the mirror, the same for recorder and replica. */
const id = z.int().check(z.nonnegative(), z.maximum(0xffffffff));
/** The frames of other origins around the node, from the outside in. Each has numbers of its own. */
const frames = z.optional(z.array(id).check(z.minLength(1), z.maxLength(MAX_FRAMES_DEEP)));
/** The newest change of the leader's stream that the viewer had seen. */
const seen = z.int().check(z.nonnegative(), z.maximum(0xffffffff));
/** When the action was made, in milliseconds by the viewer's clock, whatever that says: only differences count. */
const made = z.optional(z.number());
const mods = z.int().check(z.nonnegative(), z.maximum(15));
const fraction = z.number().check(z.minimum(-MAX_FRACTION), z.maximum(MAX_FRACTION));
const cssPixels = z.number().check(z.minimum(-100_000), z.maximum(100_000));
const text = (max: number) => z.string().check(z.maxLength(max));
/**
 * The node under the viewer's pointer, and where in its border box: 0, 0 is top left, 1, 1 is bottom right. Beyond that lies
 * what belongs to a node outside its box, such as the backdrop of a dialog.
 */
const at = { id, frames, fx: fraction, fy: fraction };

/** Strict, like every message: an unknown key or type is refused. */
export const InputAction = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('pointer'),
    phase: z.enum(['move', 'down', 'up']),
    ...at,
    /** `MouseEvent.button`: 0 left, 1 middle, 2 right. Of no meaning for a move. */
    button: z.int().check(z.nonnegative(), z.maximum(2)),
    /** Which press in a row this is, as `MouseEvent.detail` has it. Of no meaning for a move. */
    clicks: z.int().check(z.positive(), z.maximum(3)),
    mods,
    seen,
    made,
  }),
  /** A finger on glass. It belongs to where it came down, and moves are told once it is no tap any more. */
  z.strictObject({
    type: z.literal('finger'),
    phase: z.enum(['down', 'move', 'up', 'cancel']),
    ...at,
    /** How far it is from where it came down. */
    dx: cssPixels,
    dy: cssPixels,
    /** Which tap in a row this is. Of meaning only where it ends. */
    clicks: z.int().check(z.positive(), z.maximum(3)),
    mods,
    seen,
    made,
  }),
  /** The viewer asked for a context menu here. */
  z.strictObject({ type: z.literal('menu'), ...at, mods, seen, made }),
  z.strictObject({
    type: z.literal('wheel'),
    ...at,
    dx: cssPixels,
    dy: cssPixels,
    mods,
    seen,
    made,
  }),
  /** A key, as in `KeyboardEvent`. It goes to what has the focus in the leader's page. */
  z.strictObject({
    type: z.literal('key'),
    phase: z.enum(['down', 'up']),
    key: text(32),
    code: text(32),
    repeat: z.boolean(),
    mods,
    seen,
    made,
  }),
  /** Text that did not come from single keys. It goes to what has the focus in the leader's page. */
  z.strictObject({
    type: z.literal('text'),
    /** Pasted, composed by an input method, or written in another way than by keys. */
    how: z.enum(['paste', 'compose', 'write']),
    text: text(MAX_INPUT_TEXT),
    seen,
    made,
  }),
  /** The options chosen in a select box: all that are chosen now, each with the start of the text that the viewer read. */
  z.strictObject({
    type: z.literal('select'),
    id,
    frames,
    chosen: z
      .array(
        z.strictObject({
          index: z.int().check(z.nonnegative(), z.maximum(0xffff)),
          text: text(MAX_OPTION_TEXT),
        }),
      )
      .check(z.maxLength(MAX_CHOSEN)),
    seen,
    made,
  }),
  /** The value of a field that is set as a whole: number, date, month, week, time, range, color. */
  z.strictObject({ type: z.literal('value'), id, frames, value: text(64), seen, made }),
]);
export type InputAction = z.infer<typeof InputAction>;

/** @returns the action, or undefined where the bytes are not one */
export function decodeInput(bytes: Uint8Array): InputAction | undefined {
  if (bytes.byteLength > MAX_CHUNK_BYTES) return undefined;
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const parsed = InputAction.safeParse(json);
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
