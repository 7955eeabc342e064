import type { PictureInfo } from './contract';
import { ownHeader } from './client';
import { connectionLost, needsKey } from './connection';
import { problemOf, StudioError } from './problem';

/** Sends a picture. `fetch` does not report how much is sent, so this is an XMLHttpRequest. */
export function uploadPicture(file: Blob, onProgress?: (fraction: number) => void, signal?: AbortSignal): Promise<PictureInfo> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', 'api/v1/pictures');
    request.setRequestHeader('Content-Type', file.type.startsWith('image/') ? file.type : 'application/octet-stream');
    for (const [name, value] of Object.entries(ownHeader)) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) {
        onProgress?.(event.loaded / event.total);
      }
    };
    request.onload = () => {
      if (request.status === 200 || request.status === 201) {
        resolve(JSON.parse(request.responseText) as PictureInfo);
      } else {
        needsKey.value ||= request.status === 401;
        reject(problemOf(request.status, request.responseText, request.getResponseHeader('Retry-After')));
      }
    };
    request.onerror = () => {
      connectionLost();
      reject(new StudioError(0, ''));
    };
    request.onabort = () => reject(new DOMException('Aborted', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
