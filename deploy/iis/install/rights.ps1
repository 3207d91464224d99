# Rights on folders and files, by icacls with the well-known SIDs, since groups have other names in German:
# *S-1-5-18 is SYSTEM, *S-1-5-32-544 the administrators.

$script:Owners = @('*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F')
$script:FileOwners = @('*S-1-5-18:F', '*S-1-5-32-544:F')

# Windows knows the name of a new pool or service a moment after it was made.
function Invoke-Icacls {
    param([string[]] $Arguments)

    for ($try = 1; $try -le 10; $try++) {
        $output = & "$env:windir\System32\icacls.exe" $Arguments
        if ($LASTEXITCODE -eq 0) {
            return
        }
        Start-Sleep -Seconds 1
    }
    Stop-Installation 'IcaclsFailed' @(($Arguments -join ' '), ($output -join ' '))
}

# A folder of ours: nobody but SYSTEM and administrators. One that was there before keeps what it has.
function New-OwnFolder {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Folder)

    if (Test-Path -LiteralPath $Folder) {
        return
    }
    if ($PSCmdlet.ShouldProcess($Folder, (Get-Text 'ActionFolder'))) {
        New-Item -ItemType Directory -Path $Folder -Force | Out-Null
        Invoke-Icacls (@($Folder, '/inheritance:r', '/grant:r') + $script:Owners)
        Add-Made $InstallDir $Manifest 'folder' $Folder ''
    }
}

# RX to read and run, M to write, for the identity and nobody else.
function Grant-Right {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Folder, [string] $Identity, [string] $Right)

    if ($PSCmdlet.ShouldProcess($Folder, (Get-Text 'ActionRights' @($Identity, $Right)))) {
        Invoke-Icacls @($Folder, '/grant:r', "${Identity}:(OI)(CI)$Right")
        Add-Made $InstallDir $Manifest 'grant' "$Folder|$Identity" $Right
    }
}

# Reading for the identity in a folder that is not ours, such as ROOMS's configuration. It asks first.
function Grant-Reading {
    param([string] $InstallDir, $Manifest, [string] $Folder, [string] $Identity)

    if (Test-Made $Manifest 'grant' "$Folder|$Identity") {
        return
    }
    Confirm-Foreign 'ReadingForeign' @($Folder, $Identity)
    Grant-Right $InstallDir $Manifest $Folder $Identity 'RX'
}

function Revoke-Grant {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Name)

    $folder, $identity = $Name -split '\|', 2
    if ($PSCmdlet.ShouldProcess($folder, (Get-Text 'ActionRevoke' @($identity)))) {
        if (Test-Path -LiteralPath $folder) {
            Invoke-Icacls @($folder, '/remove:g', $identity)
        }
        Remove-Made $InstallDir $Manifest 'grant' $Name
    }
}

# A file that the identity may read and nobody else but SYSTEM and administrators. The secret goes in after the rights.
function Write-SecretFile {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $File, [Security.SecureString] $Secret, [string] $Identity)

    if ($PSCmdlet.ShouldProcess($File, (Get-Text 'ActionSecret'))) {
        [IO.File]::WriteAllText($File, '')
        Invoke-Icacls (@($File, '/inheritance:r', '/grant:r') + $script:FileOwners + @("${Identity}:R"))
        $pointer = [Runtime.InteropServices.Marshal]::SecureStringToBSTR($Secret)
        try {
            [IO.File]::WriteAllText($File, [Runtime.InteropServices.Marshal]::PtrToStringBSTR($pointer))
        } finally {
            [Runtime.InteropServices.Marshal]::ZeroFreeBSTR($pointer)
        }
        Add-Made $InstallDir $Manifest 'secret' $File ''
    }
}

# 32 bytes of the system's random numbers, in hexadecimal, without ever being a string of the script's.
function New-Token {
    $bytes = New-Object byte[] 32
    $random = [Security.Cryptography.RandomNumberGenerator]::Create()
    $random.GetBytes($bytes)
    $random.Dispose()
    $token = New-Object Security.SecureString
    foreach ($byte in $bytes) {
        foreach ($character in $byte.ToString('x2').ToCharArray()) {
            $token.AppendChar($character)
        }
    }
    $token.MakeReadOnly()
    return $token
}
