#!/usr/bin/env bash
# Paints the README's gallery from the sample pictures with VGG-19 ('atelier networks pull vgg19' first) and joins it into
# docs/images/gallery.jpg. Run from the root of the repository; takes some ten minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
dotnet build -c Release src/Atelier.Cli
dotnet build -c Release samples/Atelier.SamplePaintings

cells=()
for pair in chelsea:sea astronaut:night; do
    photo=samples/photos/${pair%%:*}.jpg
    painting=samples/paintings/${pair##*:}.jpg
    painted=$out/${pair/:/-}.png
    dotnet run --no-build -c Release --project src/Atelier.Cli -- stylize "$photo" "$painting" -o "$painted" --network "${ATELIER_NETWORK:-vgg19}"
    cells+=("$photo" "$painting" "$painted")
done

mkdir -p docs/images
dotnet run --no-build -c Release --project samples/Atelier.SamplePaintings -- --sheet docs/images/gallery.jpg 3 340 "${cells[@]}"
