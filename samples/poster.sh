#!/usr/bin/env bash
# Paints the README's poster, 4096 pixels wide, from the sample pictures with the embedded network, and joins it with a piece of it at
# full size into docs/images/poster.jpg. Run from the root of the repository; its time is what the README says.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
dotnet build -c Release src/Atelier.Cli
dotnet build -c Release samples/Atelier.SamplePaintings

poster=${1:-$out/poster.png}
dotnet run --no-build -c Release --project src/Atelier.Cli -- stylize samples/large/dandelion.jpg samples/paintings/night.jpg -o "$poster" \
    --size 4096 --network compact --preset fast
dotnet run --no-build -c Release --project samples/Atelier.SamplePaintings -- --detail "$out/detail.png" "$poster" 1100 500 853 480
mkdir -p docs/images
dotnet run --no-build -c Release --project samples/Atelier.SamplePaintings -- --sheet docs/images/poster.jpg 2 480 "$poster" "$out/detail.png"
