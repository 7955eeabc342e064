import { signal } from '@preact/signals';
import { announce } from '../app/announce';
import { StudioError } from '../api/problem';
import { uploadPicture } from '../api/upload';
import { t } from '../texts';
import { nameOfFile } from '../texts/names';
import { addOwnStyle, change, draft, stored, type StoredPicture } from './draft';
import { info } from './catalogue';

/** A picture on its way to the server. */
export interface Upload {
  key: number;
  purpose: 'content' | 'style';
  title: string;
  /** Shows the file while it is on its way; belongs to this upload, which revokes it. */
  localUrl: string;
  fraction: number;
  abort: AbortController;
}

export const uploads = signal<readonly Upload[]>([]);
export const uploadFault = signal<{ purpose: Upload['purpose']; error: unknown } | null>(null);

let lastKey = 0;

const titleOf = (file: Blob): string => (file instanceof File ? nameOfFile(file.name) : '');

/** The first picture becomes the photograph, the next ones paintings; or all become what is asked for. */
export function receive(files: readonly File[], purpose: Upload['purpose'] | 'any'): void {
  const pictures = files.filter((file) => file.type.startsWith('image/') || file.type === '' || file.type === 'application/octet-stream');
  if (pictures.length < files.length) {
    uploadFault.value = { purpose: purpose === 'any' ? 'content' : purpose, error: new StudioError(415, '') };
  }
  const hasContent = draft.value.content !== null || uploads.value.some((one) => one.purpose === 'content');
  pictures.forEach((file, index) => {
    const goesTo = purpose === 'any' ? (hasContent || index > 0 ? 'style' : 'content') : purpose === 'content' && index > 0 ? 'style' : purpose;
    void upload(file, goesTo);
  });
}

export async function upload(file: Blob, purpose: Upload['purpose'], title = titleOf(file)): Promise<void> {
  uploadFault.value = null;
  const limit = info.value?.limits.uploadBytes;
  if (limit && file.size > limit) {
    uploadFault.value = { purpose, error: new StudioError(413, '') };
    return;
  }
  if (purpose === 'content') {
    uploads.value.filter((one) => one.purpose === 'content').forEach((one) => one.abort.abort());
  }
  const entry: Upload = { key: ++lastKey, purpose, title, localUrl: URL.createObjectURL(file), fraction: 0, abort: new AbortController() };
  uploads.value = [...uploads.value, entry];
  try {
    const picture = await uploadPicture(file, (fraction) => update(entry.key, fraction), entry.abort.signal);
    place(stored(picture, title), purpose);
  } catch (error) {
    if (!entry.abort.signal.aborted) {
      uploadFault.value = { purpose, error };
    }
  } finally {
    uploads.value = uploads.value.filter((one) => one.key !== entry.key);
    URL.revokeObjectURL(entry.localUrl);
  }
}

function place(picture: StoredPicture, purpose: Upload['purpose']): void {
  const texts = t.value.compose;
  if (purpose === 'content') {
    // Masks belong to the photograph that they were painted on.
    change({ content: picture, regions: draft.value.content?.id === picture.id ? draft.value.regions : [] });
    announce(texts.contentReady(picture.width, picture.height));
  } else {
    addOwnStyle(picture);
    announce(texts.styleReady);
  }
}

function update(key: number, fraction: number): void {
  uploads.value = uploads.value.map((one) => (one.key === key ? { ...one, fraction } : one));
}
