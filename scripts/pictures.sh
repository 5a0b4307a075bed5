#!/bin/sh
# Draws the README's pictures: pictures.sh PROGRAM DIRECTORY
# The same program draws the same bytes, so that a picture changes only with what it shows.
set -eu
program=$1
directory=$2
mkdir -p "$directory"

picture() {
  name=$1
  shift
  "$program" snapshot --size 104x32 "$@" -o "$directory/$name.svg"
}

# The coin toss in grey, and J close to the best.
picture corridor -w aliased-corridor -a reinforce-baseline -s 3 --episodes 20000 --keys 'e s'
# The foil: its returns look fine, its policy is lost.
picture q-learning -w aliased-corridor -a q-learning --episodes 20000 --keys 's' --theme light
# Arrows over the values that the critic has learnt.
picture gridworld -w gridworld -a td-actor-critic --episodes 400 --keys 's s s s s s'
# A Gaussian over torques.
picture pendulum -w pendulum -a reinforce-baseline --episodes 2000 --keys 's s s'
