#!/usr/bin/env bash
# Paints the pictures of docs/guide.md from the sample pictures with the embedded network, into docs/images/guide. Run from a clone;
# takes some minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
dotnet build -c Release -v q src/Atelier.Cli
dotnet build -c Release -v q samples/Atelier.SamplePaintings
to=docs/images/guide
mkdir -p "$to"
cat=samples/photos/chelsea.jpg
astronaut=samples/photos/astronaut.jpg
coffee=samples/photos/coffee.jpg
paintings=samples/paintings

# paint NAME ARGUMENTS...: what the guide's commands do, small and with few steps.
paint() {
    dotnet src/Atelier.Cli/bin/Release/net10.0/Atelier.Cli.dll stylize "${@:2}" -o "$out/$1.png" --network compact --preset fast --size 256 --quiet --no-guard
}

draw() {
    dotnet run --no-build -c Release --project samples/Atelier.SamplePaintings -- "$@"
}

# row NAME PICTURES...: one row of the guide; what is no file was painted before.
row() {
    local cells=()
    for cell in "${@:2}"; do
        if [ -e "$cell" ]; then cells+=("$cell"); else cells+=("$out/$cell.png"); fi
    done
    draw --sheet "$to/$1.jpg" "${#cells[@]}" 170 "${cells[@]}"
}

for strength in 25 50 75 100; do
    paint "strength-$strength" $astronaut $paintings/night.jpg --strength $strength
    paint "strength-cat-$strength" $cat $paintings/ink.jpg --strength $strength
done
row strength $astronaut strength-25 strength-50 strength-75 strength-100
row strength-cat $cat strength-cat-25 strength-cat-50 strength-cat-75 strength-cat-100

for share in 1,0 2,1 1,2 0,1; do
    paint "mix-$share" $coffee $paintings/night.jpg $paintings/ink.jpg --style-weights $share
done
row styles mix-1,0 mix-2,1 mix-1,2 mix-0,1

for scale in 0.5 1 2; do
    paint "scale-$scale" $cat $paintings/harvest.jpg --style-scale $scale --style-size 256
done
row scale scale-0.5 scale-1 scale-2

paint layers-shallow $cat $paintings/night.jpg --style-layers relu1_1,relu2_1
paint layers-all $cat $paintings/night.jpg
paint layers-deep $cat $paintings/night.jpg --style-layers relu4_1,relu5_1
row layers layers-shallow layers-all layers-deep

paint pooling-avg $cat $paintings/night.jpg --pooling avg
row pooling layers-all pooling-avg

for loss in gram moments wasserstein; do
    paint "loss-$loss" $coffee $paintings/sea.jpg --style-loss $loss
done

for weight in 0 15 60; do
    paint "strokes-$weight" $coffee $paintings/sea.jpg --stroke-weight $weight
done
paint strokes-alone $coffee $paintings/sea.jpg --style-loss neighbours
row strokes strokes-0 strokes-15 strokes-60 strokes-alone
row losses loss-gram loss-moments loss-wasserstein

draw --mask "$out/cup.png" 600 400 0.51 0.47 0.36 0.42
paint region $coffee $paintings/harvest.jpg --region "$out/cup.png=$paintings/night.jpg"
paint region-keep $coffee --region "$out/cup.png=$paintings/night.jpg" --elsewhere keep
row regions "$out/cup.png" region region-keep

for color in style luminance match only; do
    paint "color-$color" $astronaut $paintings/sea.jpg --color $color
done
row colour color-style color-luminance color-match color-only

draw --mask "$out/face.png" 451 300 0.5 0.5 0.42 0.46
draw --cut-out "$out/cut.png" $cat "$out/face.png"
paint transparent "$out/cut.png" $paintings/mosaic.jpg
row transparency "$out/cut.png" transparent

dotnet src/Atelier.Cli/bin/Release/net10.0/Atelier.Cli.dll sheet $cat $paintings/night.jpg -o "$out/sheet.png" --network compact --cell 160 --quiet
draw --sheet "$to/sheet.jpg" 1 900 "$out/sheet.png"
